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

/** The names under which statements with this piece of text are prepared on the one connection. */
async function preparedNames(piece: string): Promise<string[]> {
  const result = await sql<{ name: string; statement: string }>`
    select name, statement from pg_prepared_statements`.execute(handle.db);
  return result.rows.filter((row) => row.statement.includes(piece)).map((row) => row.name);
}

describe("a statement that begins with the mark", () => {
  it("is prepared once for the connection and gives right answers with any parameters", async () => {
    for (const number of [1, 2, 3]) {
      const result = await sql<{
        doubled: number;
      }>`/* prepared */ select ${number}::int * 2 as doubled`.execute(handle.db);
      expect(result.rows).toEqual([{ doubled: number * 2 }]);
    }
    expect(await preparedNames("doubled")).toHaveLength(1);
  });

  it("is not prepared without the mark", async () => {
    await sql`select ${1}::int as unmarked`.execute(handle.db);
    expect(await preparedNames("as unmarked")).toEqual([]);
  });
});

describe("a statement that is prepared briefly", () => {
  const briefly = (seconds: number) =>
    sql`/* prepared briefly */ select pg_sleep(${seconds}) as brief`.execute(handle.db);

  it("keeps its plan while it is fast, and has one plan at a time", async () => {
    await briefly(0);
    const [first] = await preparedNames("as brief");
    await briefly(0);
    expect(await preparedNames("as brief")).toEqual([first]);
  });

  it("is planned anew after a call that was slow, and the old plan is gone", async () => {
    await briefly(0.1);
    const [slow] = await preparedNames("as brief");
    await briefly(0);
    const names = await preparedNames("as brief");
    expect(names).toHaveLength(1);
    expect(names).not.toContain(slow);
  });

  it("works on when its plan ends in a failed transaction", async () => {
    await briefly(0.1);
    await handle.db
      .transaction()
      .execute(async (tx) => {
        await sql`select 1 / 0`.execute(tx).catch(() => {});
        await sql`/* prepared briefly */ select pg_sleep(${0}) as brief`.execute(tx);
      })
      .catch(() => {});
    expect((await briefly(0)).rows).toHaveLength(1);
  });
});
