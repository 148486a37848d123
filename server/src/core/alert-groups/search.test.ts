import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { type DatabaseHandle, openDatabase } from "../../platform/db/database.ts";
import { searchAlerts, searchGroups } from "./search.ts";

let database: TestDatabase;
let handle: DatabaseHandle;
const many = 10_050;

beforeAll(async () => {
  database = await createTestDatabase();
  handle = openDatabase({
    target: database.url,
    maxConnections: 4,
    statementTimeoutMs: 20_000,
    onError: () => {},
  });
  await sql`
    insert into integrations (public_id, token, type, name) values ('C1', 't1', 'webhook', 'one')`.execute(
    handle.db,
  );
  await sql`
    insert into alert_groups (public_id, integration_id, grouping_key, is_open, status, title, alerts_count, started_at,
      labels)
    select 'I' || i, i.integration, decode(md5(i::text), 'hex'), true, 'firing', 'title', 1,
      timestamptz '2026-01-01 00:00:00Z' + make_interval(secs => i / 2), jsonb_build_object('odd', (i % 2)::text)
    from (select i, (select id from integrations) as integration from generate_series(1, ${many}::int) i) i`.execute(
    handle.db,
  );
  await sql`
    insert into alerts (public_id, group_id, payload)
    select 'A' || id, id, '{"number":' || id || '}' from alert_groups`.execute(handle.db);
});

afterAll(async () => {
  await handle.close();
  await database.drop();
});

test("counts are exact below ten thousand and right at first sight above", async () => {
  const slice = { limit: 1, offset: 0 };
  expect((await searchGroups(handle.db, {}, slice)).count).toBe(many);
  expect((await searchGroups(handle.db, { labels: [["odd", "1"]] }, slice)).count).toBe(many / 2);
  expect((await searchAlerts(handle.db, {}, slice)).count).toBe(many);
});

test("pages are newest first, without gaps or repetitions where starts are equal", async () => {
  const seen: string[] = [];
  for (let offset = 0; offset < 30; offset += 7) {
    const { items } = await searchGroups(handle.db, {}, { limit: 7, offset });
    seen.push(...items.map((group) => group.publicId));
  }
  expect(seen).toEqual(Array.from({ length: 35 }, (_, index) => `I${many - index}`));
});

test("a text is searched in the newest alerts, within a group in all", async () => {
  const slice = { limit: 10, offset: 0 };
  expect((await searchAlerts(handle.db, { text: 'NUMBER":10049}' }, slice)).count).toBe(1);
  expect((await searchAlerts(handle.db, { text: "number", groupId: "I5" }, slice)).items).toMatchObject([
    { groupPublicId: "I5", payload: expect.stringContaining("number") },
  ]);
  expect(await searchAlerts(handle.db, { groupId: "I0" }, slice)).toEqual({ items: [], count: 0 });
});
