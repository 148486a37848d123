import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listMigrations, migrate } from "../../src/platform/db/migrate.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

async function run(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

describe("migrations", () => {
  it("are numbered without gaps and without twins", () => {
    const versions = listMigrations().map((migration) => migration.version);
    expect(versions).toEqual(versions.map((_, at) => at + 1));
  });

  it("are applied once, also when several servers start at the same time", async () => {
    await run("drop schema public cascade; create schema public");
    const applied = await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)]);
    expect(applied.flat()).toEqual(listMigrations().map((migration) => migration.name));
    expect(await migrate(database.url)).toEqual([]);
  });

  it("refuse a database that a newer version has changed", async () => {
    await run("insert into schema_migrations (version, name) values (9999, '9999_future.sql')");
    await expect(migrate(database.url)).rejects.toThrow(/knows only up to/);
  });
});
