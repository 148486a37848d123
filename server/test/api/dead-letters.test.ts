import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { giveFailureNotice, giveNotices } from "../../src/core/outgoing-webhooks/index.ts";
import { newIntegration, receive, tokenFor, useWorld } from "./support.ts";

const world = useWorld();
let webhook: string;
let listener: string;

async function bury(ids: readonly string[]): Promise<void> {
  await sql`insert into dead_letters (delivery_public_id, webhook_id, event_id, attempt_at, attempt_id)
    select m.id, w.id, (select min(id) from events), now(), 1
    from unnest(${[...ids]}::text[]) as m (id), webhooks w where w.public_id = ${webhook}`.execute(
    world.ctx.db,
  );
}

const make = async (body: object) =>
  (await world.call("POST", "/webhooks", { body: { url: "https://example.com", ...body } })).body.id;

beforeAll(async () => {
  webhook = await make({ name: "Tickets", trigger: "alert group created" });
  const settings = { events: ["webhook.failing", "webhook.disabled", "delivery.server_failed"] };
  listener = await make({ name: "Operators", dialect: "standard", settings });
  await receive(world.ctx, await newIntegration(world.ctx, { name: "source" }), { title: "db down" });
});

test("they are listed, counted, sent again and dismissed over the API", async () => {
  await bury(["msg_1", "msg_2", "msg_3"]);
  const listed = await world.call("GET", `/webhooks/dead-letters?webhook=${webhook}&limit=2`);
  expect(listed.body).toMatchObject({
    count: 3,
    items: [
      { delivery_id: "msg_3", webhook: { id: webhook, name: "Tickets" }, event: "alert group created" },
      { delivery_id: "msg_2" },
    ],
  });
  const next = `/webhooks/dead-letters?limit=2&cursor=${listed.body.next_cursor}`;
  expect((await world.call("GET", next)).body.items).toMatchObject([{ delivery_id: "msg_1" }]);
  const dismissed = await world.call("POST", "/webhooks/dead-letters/dismiss", {
    body: { delivery_ids: ["msg_2"] },
  });
  expect(dismissed.body).toEqual({ dismissed: 1 });
  const redriven = await world.call("POST", "/webhooks/dead-letters/redrive", { body: {} });
  expect(redriven).toMatchObject({
    status: 201,
    body: { total: 2, left: 0, replays: [{ webhook_id: webhook, total: 2 }] },
  });
  const replay = redriven.body.replays[0].replay_id;
  expect((await world.call("GET", `/webhooks/${webhook}/replays/${replay}`)).status).toBe(200);
  expect((await world.call("GET", "/webhooks/dead-letters")).body).toMatchObject({ count: 0, items: [] });
  expect((await world.call("GET", "/instance")).body.deliveries.dead_letters).toBe(0);
});

test("a webhook that is not there is refused by name, a word too much by its name", async () => {
  const path = "/webhooks/dead-letters/redrive";
  expect(await world.call("POST", path, { body: { webhook: "WHNONE" } })).toMatchObject({
    status: 422,
    body: { error: { field: "webhook", message: "There is no webhook WHNONE." } },
  });
  expect((await world.call("POST", path, { body: { everything: true } })).status).toBe(422);
});

test("events about the server are listed, previewed and told by their form, and by no other", async () => {
  await sql`update webhook_health set failing_since = now() - interval '3 days'
    where webhook_id = (select id from webhooks where public_id = ${webhook})`.execute(world.ctx.db);
  await giveNotices(world.ctx);
  await bury(["msg_4"]);
  await giveFailureNotice(world.ctx);
  const { items } = (await world.call("GET", "/events?limit=2")).body;
  expect(items).toMatchObject([
    { type: "server failures", alert_group_id: null, incident_id: null },
    { type: "webhook failing", title: "Tickets", alert_group_id: null, incident_id: null },
  ]);
  for (const { id } of items) {
    const preview = (name: string) =>
      world.call("POST", `/webhooks/${name}/preview`, { body: { event_id: id } });
    const shown = (await preview(listener)).body;
    expect(shown.kind).toBe("request");
    expect(JSON.parse(shown.request.body).data).toBeTypeOf("object");
    expect((await preview(webhook)).body).toEqual({ kind: "unwanted" });
  }
  const { items: waiting } = (await world.call("GET", `/webhooks/${listener}/waiting`)).body;
  expect(waiting.map(({ event }: { event: string }) => event)).toContain("webhook failing");
});

test("who may only look may not send again or dismiss", async () => {
  const token = await tokenFor(world.ctx, "viewer");
  const asViewer = (method: string, path: string) =>
    world.call(method, `/webhooks/dead-letters${path}`, {
      token,
      ...(method === "POST" ? { body: {} } : {}),
    });
  expect((await asViewer("GET", "")).status).toBe(200);
  expect((await asViewer("POST", "/redrive")).status).toBe(403);
  expect((await asViewer("POST", "/dismiss")).status).toBe(403);
});

test("a webhook that hears of others is tested with a notice about itself; one that would drop it is refused", async () => {
  const event = "webhook failing";
  const tested = await world.call("POST", `/webhooks/${listener}/test`, { body: { event } });
  expect(tested.status).toBe(202);
  const { items } = (await world.call("GET", `/webhooks/${listener}/waiting`)).body;
  expect(items).toContainEqual(expect.objectContaining({ id: tested.body.message_id, event }));
  for (const id of [webhook, await make({ name: "Bridge", dialect: "opsknight" })]) {
    expect(await world.call("POST", `/webhooks/${id}/test`, { body: { event } })).toMatchObject({
      status: 422,
      body: { error: { field: "event" } },
    });
  }
});
