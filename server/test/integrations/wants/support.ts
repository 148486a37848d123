import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AlertFacts } from "../../../src/core/integrations/facts.ts";
import type { Integration } from "../../../src/core/integrations/index.ts";
import { startTestApp, type TestApp } from "../../support/test-app.ts";

/** A request as a tool sends it. */
export interface Sent {
  /** An object is sent as JSON, a form or a text as it is. */
  body?: object | string;
  contentType?: string;
  headers?: Record<string, string>;
  query?: Record<string, string>;
  method?: "GET";
}

/** What it does; what is left out may be anything. */
export interface Expected extends Partial<Record<keyof AlertFacts, string | RegExp | null>> {
  status?: number;
  /** Of a refusal. */
  code?: string;
  /** Of the first alert in it, and of all of them. */
  action?: string;
  actions?: string[];
  /** Name of the row whose group it comes to. */
  groupOf?: string;
}

export type Row = [name: string, sent: Sent, expected: Expected];

interface Result {
  action: string;
  dedupKey: string | null;
  alertGroup: { id: string } | null;
}

interface Answer {
  status: number;
  body: { error?: { code: string }; result?: Result; results?: Result[] };
}

/** A server on a real database, for the tests of one file. */
export function serveWholeFile(): { app(): TestApp } {
  let app: TestApp | undefined;
  beforeAll(async () => {
    app = await startTestApp();
    // The first alert of a fresh server takes longer than OpsKnight's senders are kept waiting.
    await app.send(await app.integrate({ type: "generic", name: "The first" }), { summary: "first" });
  });
  afterAll(() => app?.stop());
  return {
    app() {
      if (!app) throw new Error("the server is not up yet");
      return app;
    },
  };
}

/** Posts the rows, one after another, to one integration at OpsKnight's address, and looks at the groups. */
export function story(server: { app(): TestApp }, tool: string, rows: readonly Row[], type = tool): void {
  describe(`${tool} (${type})`, () => {
    let integration: Integration;
    const groups = new Map<string, string | undefined>();

    beforeAll(async () => {
      integration = await server.app().integrate({ type });
    });

    it.each(rows)("%s", async (name, sent, expected) => {
      const answer = await post(server.app(), { tool, integration }, sent);
      const { result } = answer.body;
      groups.set(name, result?.alertGroup?.id);
      const { status = 202, code, action, actions, groupOf, ...facts } = expected;
      expect(answer, JSON.stringify(answer.body)).toMatchObject({ status });
      expect(answer.body.error?.code).toBe(code);
      if (action !== undefined) expect(result?.action).toBe(action);
      if (actions !== undefined)
        expect((answer.body.results ?? [result]).map((each) => each?.action)).toEqual(actions);
      if (groupOf !== undefined) expect(result?.alertGroup?.id).toBe(groups.get(groupOf));
      if (Object.keys(facts).length > 0)
        expect(await factsIn(server.app(), result?.alertGroup?.id)).toMatchObject(patterns(facts));
    });
  });
}

function patterns(facts: object): object {
  const matched = Object.entries(facts).map(([name, value]) => [
    name,
    value instanceof RegExp ? expect.stringMatching(value) : value,
  ]);
  return Object.fromEntries(matched);
}

async function post(
  app: TestApp,
  { tool, integration }: { tool: string; integration: Integration },
  { body, contentType, headers = {}, query = {}, method }: Sent,
): Promise<Answer> {
  const parameters = new URLSearchParams({ integrationId: integration.publicId, ...query });
  const type = contentType ?? (typeof body === "string" ? undefined : "application/json");
  const response = await fetch(`${app.url}/api/integrations/${tool}?${parameters}`, {
    method: method ?? "POST",
    headers: {
      ...(type === undefined ? {} : { "content-type": type }),
      "x-integration-key": integration.token,
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer["body"] };
}

async function factsIn(app: TestApp, group: string | undefined): Promise<unknown> {
  const row = await app.ctx.db
    .selectFrom("alert_groups")
    .innerJoin("alerts", "alerts.id", "alert_groups.last_alert_id")
    .where("alert_groups.public_id", "=", group ?? "")
    .select("alerts.facts")
    .executeTakeFirst();
  return row?.facts;
}
