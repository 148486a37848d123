import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  createWebhook,
  deleteWebhook,
  eraseGroupFromDeliveries,
  findWebhook,
  listWebhooks,
  type NewWebhookInput,
  removeGroupFromDeliveries,
  updateWebhook,
  type Webhook,
  type WebhookUpdate,
} from "../../src/core/outgoing-webhooks/index.ts";
import { type Caller, createTeam, systemCaller } from "../../src/core/people/index.ts";
import { startReceiver } from "./receiver.ts";
import { createWorld, eventOf, eventually, standardWebhook, type World } from "./world.ts";

let world: World;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
afterEach(async () => {
  await sql`delete from webhooks`.execute(world.handle.db);
});

const url = "https://example.com/hook";
const viewer: Caller = { user: null, role: "viewer", label: "viewer" };

function create(settings: Partial<NewWebhookInput>) {
  return createWebhook(world.ctx, systemCaller, { ...standardWebhook, url, ...settings });
}

async function update(webhook: Webhook, changes: WebhookUpdate): Promise<Webhook> {
  const result = await updateWebhook(world.ctx, systemCaller, webhook, changes);
  if (result.kind === "refused") throw new Error(JSON.stringify(result.refusal));
  return result.webhook;
}

describe("making a webhook", () => {
  test("keeps every setting as entered", async () => {
    const team = await createTeam(world.handle, systemCaller, { name: "SRE" });
    const settings: Partial<NewWebhookInput> = {
      name: "all of it",
      isEnabled: false,
      teamId: team.id,
      triggerType: "silence",
      httpMethod: "PUT",
      url: "{{ alert_payload.url }}",
      headers: '{"X-A": "{{ event.type }}"}',
      data: " {{ alert_group_id }} ",
      triggerTemplate: "{{ 1 }}",
      forwardAll: false,
      username: "bob",
      integrationFilter: [world.integrationPublicId],
      preset: "advanced_webhook",
      deadlineMs: 4_000,
    };
    const result = await create(settings);
    if (result.kind === "refused") throw new Error(JSON.stringify(result.refusal));
    expect(result.webhook).toMatchObject({ ...settings, teamPublicId: team.publicId, disabledReason: null });
    expect(result.webhook.publicId).toMatch(/^WH[A-NP-Z1-9]{12}$/);
    expect(await findWebhook(world.ctx, systemCaller, result.webhook.publicId)).toEqual(result.webhook);
  });

  test("a name that is taken is refused, and free again after its webhook is deleted", async () => {
    const first = await world.makeWebhook({ url, name: "pager" });
    expect(await create({ name: "pager" })).toEqual({ kind: "refused", refusal: { reason: "name_taken" } });
    await deleteWebhook(world.ctx, systemCaller, first);
    await deleteWebhook(world.ctx, systemCaller, first);
    expect(await create({ name: "pager" })).toMatchObject({ kind: "saved" });
    expect(await findWebhook(world.ctx, systemCaller, first.publicId)).toBeUndefined();
  });

  test("two webhooks made with one name at the same time: one is refused", async () => {
    const results = await Promise.all([create({ name: "twin" }), create({ name: "twin" })]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(["refused", "saved"]);
  });

  test.each([
    [{ data: "{{ x | to_json }}" }, "data", "Template Error: No filter named 'to_json'."],
    [{ url: "{{%" }, "url", "Template Error: unexpected '%'"],
    [{ headers: "{% if %}" }, "headers", expect.stringMatching(/^Template Error: /)],
    [{ triggerTemplate: "{{ 1 / 0 }}" }, "triggerTemplate", "Template Error: division by zero"],
  ])("a template that cannot work is refused: %j", async (settings, field, message) => {
    const refusal = { reason: "bad_template", field, message };
    expect(await create({ name: "broken", ...settings })).toEqual({ kind: "refused", refusal });
  });

  test("a template that only misses its data is accepted", async () => {
    expect(await create({ name: "needs data", data: "{{ alert_payload.a.b }}" })).toMatchObject({
      kind: "saved",
    });
  });

  test("an integration that does not exist is refused", async () => {
    const result = await create({
      name: "bound",
      integrationFilter: [world.integrationPublicId, "CNOWHERE"],
    });
    const refusal = { reason: "unknown_integration", publicId: "CNOWHERE" };
    expect(result).toEqual({ kind: "refused", refusal });
  });

  test("the simple preset decides all but name and URL, and later changes to that are refused", async () => {
    const settings = {
      name: "simple",
      preset: "simple_webhook",
      httpMethod: "GET",
      forwardAll: false,
    } as const;
    const result = await create({ ...settings, data: "x", password: "secret" });
    if (result.kind === "refused") throw new Error("refused");
    expect(result.webhook).toMatchObject({
      httpMethod: "POST",
      triggerType: "escalation",
      forwardAll: true,
      data: null,
      hasPassword: false,
    });
    expect(await update(result.webhook, { url: "https://example.com/other" })).toMatchObject({
      url: "https://example.com/other",
    });
    const refused = await updateWebhook(world.ctx, systemCaller, result.webhook, { httpMethod: "PUT" });
    expect(refused).toMatchObject({ kind: "refused", refusal: { reason: "fixed_by_preset" } });
  });

  test("needs an admin", async () => {
    await expect(createWebhook(world.ctx, viewer, { ...standardWebhook, url })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("changing a webhook", () => {
  test("leaves what is not given, secrets included", async () => {
    const webhook = await world.makeWebhook({
      url,
      password: "sesame-open",
      authorizationHeader: "Bearer abcdef",
    });
    const stored = () =>
      sql`select sealed_password, sealed_authorization from webhooks`.execute(world.handle.db);
    const before = (await stored()).rows;
    const changed = await update(webhook, { httpMethod: "PATCH" });
    expect(changed).toMatchObject({
      url,
      httpMethod: "PATCH",
      hasPassword: true,
      hasAuthorizationHeader: true,
    });
    expect((await stored()).rows).toEqual(before);
  });

  test("null or an empty text removes a secret, any other text replaces it", async () => {
    const webhook = await world.makeWebhook({
      url,
      password: "sesame-open",
      authorizationHeader: "Bearer abcdef",
    });
    expect(await update(webhook, { password: null })).toMatchObject({
      hasPassword: false,
      hasAuthorizationHeader: true,
    });
    expect(await update(webhook, { authorizationHeader: "" })).toMatchObject({
      hasAuthorizationHeader: false,
    });
    expect(await update(webhook, { password: "new" })).toMatchObject({ hasPassword: true });
  });

  test("a name that another webhook has is refused, also when both take it at the same time", async () => {
    const one = await world.makeWebhook({ url, name: "one" });
    const other = await world.makeWebhook({ url, name: "other" });
    const taken = { kind: "refused", refusal: { reason: "name_taken" } };
    expect(await updateWebhook(world.ctx, systemCaller, one, { name: "other" })).toEqual(taken);
    expect(await update(one, { name: "one" })).toMatchObject({ name: "one" });
    const results = await Promise.all(
      [one, other].map((webhook) => updateWebhook(world.ctx, systemCaller, webhook, { name: "third" })),
    );
    expect(results.map(({ kind }) => kind).sort()).toEqual(["refused", "saved"]);
  });

  test("switching a webhook on again forgets why it was off", async () => {
    const webhook = await world.makeWebhook({ url });
    await sql`update webhooks set is_enabled = false, disabled_reason = '410'`.execute(world.handle.db);
    expect(await update(webhook, { isEnabled: true })).toMatchObject({
      isEnabled: true,
      disabledReason: null,
    });
  });

  test("a deleted one is an error of its own", async () => {
    const webhook = await world.makeWebhook({ url });
    await deleteWebhook(world.ctx, systemCaller, webhook);
    await expect(update(webhook, { url })).rejects.toMatchObject({ code: "not_found" });
  });
});

test("deleting a webhook drops what it still had to deliver and forgets its secrets", async () => {
  const webhook = await world.makeWebhook({ url, password: "sesame-open" });
  await world.announce([eventOf(await world.makeGroup(), "resolve")]);
  await deleteWebhook(world.ctx, systemCaller, webhook);
  const left = await sql`select from deliveries`.execute(world.handle.db);
  expect(left.rows).toHaveLength(0);
  const secrets = await sql`select from webhooks where sealed_password is not null`.execute(world.handle.db);
  expect(secrets.rows).toHaveLength(0);
});

test("webhooks are listed in the order of their making, by name and by team, with the number of all", async () => {
  const team = await createTeam(world.handle, systemCaller, { name: "listed" });
  await world.makeWebhook({ url, name: "a", teamId: team.id });
  await world.makeWebhook({ url, name: "b" });
  await world.makeWebhook({ url, name: "c", teamId: team.id });
  const names = async (filter: Parameters<typeof listWebhooks>[2], limit = 10, offset = 0) => {
    const page = await listWebhooks(world.ctx, viewer, filter, { limit, offset });
    return [page.items.map(({ name }) => name).join(), page.count];
  };
  expect(await names({})).toEqual(["a,b,c", 3]);
  expect(await names({}, 1, 1)).toEqual(["b", 3]);
  expect(await names({ name: "c" })).toEqual(["c", 1]);
  expect(await names({ teamId: team.id })).toEqual(["a,c", 2]);
  expect(await names({ teamId: null })).toEqual(["b", 1]);
});

test("wiping a group leaves neither its title nor its payload in events and attempts; deleting it leaves nothing", async () => {
  const { db } = world.handle;
  const receiver = await startReceiver();
  await world.makeWebhook({ url: `${receiver.url}/{{ alert_payload.card }}` });
  const group = await world.makeGroup('{"card": "4111-1111"}');
  const worker = world.startWorker();
  await world.announce([eventOf(group, "resolve")]);
  await eventually(() => worker.counts().delivered === 1);
  await worker.stop();
  await receiver.close();
  const stored = async () => {
    const rows = await sql<{ text: string }>`
      select e::text as text from events e where group_id = ${group.id}
      union all select a::text from attempts a where group_id = ${group.id}`.execute(db);
    return rows.rows.map(({ text }) => text);
  };
  expect((await stored()).join()).toMatch(/Disk full.*4111-1111/s);
  await db.transaction().execute((tx) => eraseGroupFromDeliveries(tx, group.id));
  expect(await stored()).toHaveLength(2);
  expect((await stored()).join()).not.toMatch(/Disk full|4111-1111/);
  await db.transaction().execute((tx) => removeGroupFromDeliveries(tx, group.id));
  expect(await stored()).toHaveLength(1);
});

test("every write is in the audit log, without a secret", async () => {
  const webhook = await world.makeWebhook({ url, name: "audited", password: "sesame-open" });
  await update(webhook, { password: "sesame-close" });
  await deleteWebhook(world.ctx, systemCaller, webhook);
  const entries = await sql<{ action: string; detail: object }>`
    select action, detail from audit_entries where object_id = ${webhook.publicId} order by id`.execute(
    world.handle.db,
  );
  expect(entries.rows.map(({ action }) => action)).toEqual(["created", "updated", "deleted"]);
  expect(JSON.stringify(entries.rows)).not.toContain("sesame");
});
