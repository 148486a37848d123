import pg from "pg";
import { describe, expect, it } from "vitest";
import { createTestDatabase } from "./database.ts";

describe("createTestDatabase", () => {
  it("gives every caller a migrated database of its own, also when called at the same time", async () => {
    const databases = await Promise.all([createTestDatabase(), createTestDatabase(), createTestDatabase()]);
    const names = await Promise.all(
      databases.map((database) =>
        ask(database.url, "select current_database() as answer from schema_migrations limit 1"),
      ),
    );
    expect(new Set(names).size).toBe(3);
    await Promise.all(databases.map((database) => database.drop()));
  });

  it("drops a database that is still in use", async () => {
    const database = await createTestDatabase();
    const client = new pg.Client({ connectionString: database.url });
    const lost = new Promise((resolve) => client.on("error", resolve));
    await client.connect();
    await database.drop();
    await lost;
    await expect(ask(database.url, "select 1 as answer")).rejects.toThrow("does not exist");
  });
});

async function ask(url: string, query: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ answer: unknown }>(query)).rows[0]?.answer;
  } finally {
    await client.end();
  }
}
