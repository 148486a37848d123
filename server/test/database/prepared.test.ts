import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DatabaseHandle, openDatabase } from "../../src/platform/db/database.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let handle: DatabaseHandle;

beforeAll(async () => {
  database = await createTestDatabase();
  const onError = () => {};
  handle = openDatabase({ target: database.url, maxConnections: 1, statementTimeoutMs: 10_000, onError });
});

afterAll(async () => {
  await handle.close();
  await database.drop();
});

async function preparedTexts(): Promise<string[]> {
  const result = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(
    handle.db,
  );
  return result.rows.map((row) => row.statement);
}

describe("a statement that begins with the mark", () => {
  it("is prepared once for the connection and gives right answers with any parameters", async () => {
    for (const number of [1, 2, 3]) {
      const result = await sql<{
        doubled: number;
      }>`/* prepared */ select ${number}::int * 2 as doubled`.execute(handle.db);
      expect(result.rows).toEqual([{ doubled: number * 2 }]);
    }
    expect((await preparedTexts()).filter((text) => text.includes("doubled"))).toHaveLength(1);
  });

  it("is not prepared without the mark", async () => {
    await sql`select ${1}::int as unmarked`.execute(handle.db);
    expect((await preparedTexts()).filter((text) => text.includes("as unmarked"))).toEqual([]);
  });
});
