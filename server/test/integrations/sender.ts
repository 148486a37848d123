import { sql } from "kysely";
import type { Integration } from "../../src/core/integrations/index.ts";
import type { IntegrationExample, IntegrationModule } from "../../src/core/integrations/registry.ts";
import type { TestApp } from "../support/test-app.ts";

export interface Sent {
  status: number;
  /** Public ids of the groups it came to, when it was waited for. */
  groups: string[];
}

export interface SeenGroup {
  public_id: string;
  title: string;
  status: string;
  is_open: boolean;
  alerts_count: number;
  template_errors: unknown[];
  severity: string | null;
}

/** An integration of any type, also of those that people cannot make any more. */
export async function integrateAny(app: TestApp, module: IntegrationModule): Promise<Integration> {
  if (!module.slug.startsWith("legacy_")) return app.integrate({ type: module.slug });
  const made = await app.integrate({ type: module.slug.replace("legacy_", "") });
  await sql`update integrations set type = ${module.slug} where id = ${made.id}`.execute(app.ctx.db);
  return { ...made, type: module.slug };
}

/** Sends an example as the tool would, over HTTP. */
export async function sendExample(
  app: TestApp,
  integration: Integration,
  example: Pick<IntegrationExample, "body" | "contentType" | "headers" | "query">,
  isAwaited = true,
): Promise<Sent> {
  const query = new URLSearchParams({ ...example.query, ...(isAwaited ? { wait: "true" } : {}) });
  const url = `${app.url}/integrations/v1/${integration.type}/${integration.token}/?${query}`;
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": example.contentType ?? "application/json", ...example.headers },
    body: typeof example.body === "string" ? example.body : JSON.stringify(example.body),
  });
  const text = await response.text();
  if (response.status !== 200 || !isAwaited) return { status: response.status, groups: [] };
  const answer = JSON.parse(text) as { alert_groups: { id: string }[] };
  return { status: response.status, groups: answer.alert_groups.map(({ id }) => id) };
}

/**
 * Hands an example in behind the check of signatures, for requests that prove themselves by a key which nobody but the
 * tool's maker has (Amazon SNS).
 */
export async function handInExample(
  app: TestApp,
  integration: Integration,
  { body, contentType = "application/json", headers = {}, query = {} }: IntegrationExample,
): Promise<Sent> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const seen = await sql<{ last: number }>`select coalesce(max(id), 0)::int as last from alerts`.execute(
    app.ctx.db,
  );
  await sql`
    insert into intake (integration_id, content_type, body, request) values (${integration.id},
      ${contentType.startsWith("text/plain") ? "application/json" : contentType}, ${Buffer.from(text)},
      ${JSON.stringify({ headers, query })})`.execute(app.ctx.db);
  app.ctx.wake.intake();
  await allHandled(app);
  const result = await sql<{ public_id: string }>`
    select g.public_id from alerts a join alert_groups g on g.id = a.group_id
    where g.integration_id = ${integration.id} and a.id > ${seen.rows[0]?.last ?? 0} order by a.id`.execute(
    app.ctx.db,
  );
  return { status: 200, groups: result.rows.map((row) => row.public_id) };
}

/** All groups of an integration, oldest first, with what the module read from their last alert. */
export async function groupsOf(app: TestApp, integration: Integration): Promise<SeenGroup[]> {
  const result = await sql<SeenGroup>`
    select g.public_id, g.title, g.status, g.is_open, g.alerts_count, g.template_errors, a.facts ->> 'severity' as severity
    from alert_groups g left join alerts a on a.id = g.last_alert_id
    where g.integration_id = ${integration.id} order by g.id`.execute(app.ctx.db);
  return result.rows;
}

/** Requests that could not be interpreted at once. */
export async function troubledRequests(app: TestApp): Promise<{ error: string | null; body: string }[]> {
  const result = await sql<{ error: string | null; body: string }>`
    select error, left(convert_from(body, 'utf8'), 300) as body from intake
    where status = 'parked' or tries > 0`.execute(app.ctx.db);
  return result.rows;
}

/** Waits, by asking, until every received request has been looked at. */
export async function allHandled(app: TestApp): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const result = await sql<{ waiting: number }>`
      select count(*)::int as waiting from intake where status = 'waiting' and tries = 0`.execute(app.ctx.db);
    if (result.rows[0]?.waiting === 0) return;
    if (Date.now() > deadline) throw new Error(`${result.rows[0]?.waiting} requests still wait`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
