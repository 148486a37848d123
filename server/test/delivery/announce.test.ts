import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { announce, type GroupEvent } from "../../src/core/outgoing-webhooks/index.ts";
import { createUser, systemCaller } from "../../src/core/people/index.ts";
import type { Instant } from "../../src/platform/instant.ts";
import { createWorld, eventOf, insertGroup, type TestGroup, type World } from "./world.ts";

let world: World;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await sql`delete from deliveries`.execute(world.handle.db);
  await sql`delete from events`.execute(world.handle.db);
  await sql`delete from webhooks`.execute(world.handle.db);
});

interface Queued {
  webhook: string;
  type: string;
  sequence: number;
  group: number;
}

async function queued(): Promise<Queued[]> {
  const result = await sql<Queued>`
    select w.name as webhook, e.type, e.sequence, d.group_id as "group"
    from deliveries d join events e on e.id = d.event_id join webhooks w on w.id = d.webhook_id
    order by e.group_id, e.sequence, w.name`.execute(world.handle.db);
  return result.rows;
}

const allTypes: GroupEvent["type"][] = [
  "alert group created",
  "acknowledge",
  "unacknowledge",
  "resolve",
  "unresolve",
  "silence",
  "unsilence",
];

test("an event queues exactly the deliveries that want it: its own type, and any change but creation for status change", async () => {
  const url = "http://127.0.0.1:1/";
  await world.makeWebhook({ name: "change", url, triggerType: "status change" });
  await world.makeWebhook({ name: "created", url, triggerType: "alert group created" });
  await world.makeWebhook({ name: "resolve", url, triggerType: "resolve" });
  await world.makeWebhook({ name: "escalation", url, triggerType: "escalation" });
  await world.makeWebhook({ name: "off", url, triggerType: "resolve", isEnabled: false });
  await world.makeWebhook({
    name: "other",
    url,
    integrationFilter: [world.integrationPublicId],
    triggerType: "silence",
  });
  const group = await world.makeGroup();
  const count = await world.announce(allTypes.map((type) => eventOf(group, type)));
  const rows = await queued();
  expect(rows.map(({ type, webhook }) => `${type}: ${webhook}`)).toEqual([
    "alert group created: created",
    "acknowledge: change",
    "unacknowledge: change",
    "resolve: change",
    "resolve: resolve",
    "unresolve: change",
    "silence: change",
    "silence: other",
    "unsilence: change",
  ]);
  expect(count).toBe(rows.length);
});

test("a webhook that is bound to another integration hears nothing, and the event is not even stored", async () => {
  const webhook = await world.makeWebhook({ url: "http://127.0.0.1:1/" });
  await sql`update webhooks set integration_filter = '{COTHER}' where id = ${webhook.id}`.execute(
    world.handle.db,
  );
  const group = await world.makeGroup();
  expect(await world.announce([eventOf(group, "resolve")])).toBe(0);
  const stored = await sql`select from events`.execute(world.handle.db);
  expect(stored.rows).toHaveLength(0);
});

test("events of each group are numbered from one without gaps, in the order given, also over several calls", async () => {
  await world.makeWebhook({ url: "http://127.0.0.1:1/" });
  const [one, other] = [await world.makeGroup(), await world.makeGroup()];
  await world.announce([eventOf(one, "acknowledge"), eventOf(other, "silence"), eventOf(one, "resolve")]);
  await world.announce([eventOf(other, "resolve"), eventOf(one, "unresolve")]);
  const sequence = (await queued()).map(({ group, sequence, type }) => [group, sequence, type]);
  expect(sequence).toEqual([
    [one.id, 1, "acknowledge"],
    [one.id, 2, "resolve"],
    [one.id, 3, "unresolve"],
    [other.id, 1, "silence"],
    [other.id, 2, "resolve"],
  ]);
});

test("what is announced in a transaction that fails is not delivered", async () => {
  await world.makeWebhook({ url: "http://127.0.0.1:1/" });
  const group = await world.makeGroup();
  const failing = world.handle.db.transaction().execute(async (tx) => {
    await announce(tx, world.ctx, [eventOf(group, "resolve")]);
    throw new Error("the action failed");
  });
  await expect(failing).rejects.toThrow("the action failed");
  expect(await queued()).toEqual([]);
});

describe("statements", () => {
  const betweenBeginAndCommit = () =>
    world.takeStatements().filter((text) => !/^(begin|commit)$/i.test(text));

  test("one small query when nobody listens, none without events", async () => {
    const group = await world.makeGroup();
    world.takeStatements();
    await world.announce([eventOf(group, "resolve")]);
    expect(betweenBeginAndCommit()).toHaveLength(1);
    await world.announce([]);
    expect(betweenBeginAndCommit()).toHaveLength(0);
  });

  test("two for two hundred events and five webhooks", async () => {
    for (let index = 0; index < 5; index++) await world.makeWebhook({ url: "http://127.0.0.1:1/" });
    const groups: TestGroup[] = [];
    for (let index = 0; index < 20; index++) {
      groups.push(await insertGroup(world.handle, world.integrationPublicId, "{}"));
    }
    const events = Array.from({ length: 10 }, () =>
      groups.map((group) => eventOf(group, "acknowledge")),
    ).flat();
    world.takeStatements();
    expect(await world.announce(events)).toBe(1000);
    expect(betweenBeginAndCommit()).toHaveLength(2);
  });
});

test("the snapshot tells the group, its integration and its people as they are at that moment", async () => {
  const { db } = world.handle;
  await world.makeWebhook({ url: "http://127.0.0.1:1/" });
  const group = await world.makeGroup();
  const user = await createUser(world.handle, systemCaller, {
    username: "alice",
    email: "a@example.com",
    role: "editor",
  });
  await sql`update alert_groups set status = 'acknowledged', acknowledged_at = '2026-01-05T10:00:00.120Z',
    acknowledged_by = 'user', acknowledged_by_user_id = ${user.id}, labels = '{"team": "sre"}' where id = ${group.id}`.execute(
    db,
  );
  const at = "2026-01-05T10:00:00.120000Z" as Instant;
  const events: GroupEvent[] = [{ groupId: group.id, type: "acknowledge", at, userId: user.id }];
  await world.announce(events);
  const stored = await sql<{ snapshot: unknown; at: Instant }>`select snapshot, at from events`.execute(db);
  const alice = { id: user.publicId, username: "alice", email: "a@example.com" };
  expect(stored.rows[0]?.at).toBe(at);
  expect(stored.rows[0]?.snapshot).toMatchObject({
    group: {
      id: group.publicId,
      routeId: null,
      alertsCount: 1,
      state: "acknowledged",
      title: "Disk full",
      labels: { team: "sre" },
      acknowledgedAt: "2026-01-05T10:00:00.120000Z",
      resolvedAt: null,
      silencedAt: null,
    },
    integration: {
      id: world.integrationPublicId,
      type: "webhook",
      name: "Shop",
      teamId: null,
      teamName: null,
    },
    user: alice,
    acknowledgedBy: alice,
    resolvedBy: null,
    until: null,
  });
});

test("a silence tells its end: the one given, the group's own when none is given, null for one without end", async () => {
  const { db } = world.handle;
  await world.makeWebhook({ url: "http://127.0.0.1:1/" });
  const group = await world.makeGroup();
  await sql`update alert_groups set silenced_until = '2026-01-05T11:00:00Z' where id = ${group.id}`.execute(
    db,
  );
  const until = "2026-01-05T12:00:00Z" as Instant;
  const silence = eventOf(group, "silence");
  await world.announce([silence, { ...silence, until }, { ...silence, until: null }]);
  const stored = await sql<{
    until: string | null;
  }>`select snapshot->>'until' as until from events order by sequence`.execute(db);
  expect(stored.rows.map((row) => row.until)).toEqual([
    "2026-01-05T11:00:00.000000Z",
    "2026-01-05T12:00:00.000000Z",
    null,
  ]);
});
