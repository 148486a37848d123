import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Administrator's URL of the PostgreSQL of this test run. */
    testServerUrl: string;
    /** A migrated database that every test database is a copy of. */
    testTemplate: string;
  }
}

/** A database of its own, to be dropped when the test file is done. */
export interface TestDatabase {
  readonly url: string;
  /** Ends every connection to it and removes it. */
  drop(): Promise<void>;
}

/** Makes a fresh, migrated database. Test files run at the same time, so each needs its own. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject("testServerUrl");
  const name = `tocsin_test_${randomBytes(8).toString("hex")}`;
  await runStatement(serverUrl, `create database ${name} template ${inject("testTemplate")}`);
  return {
    url: databaseUrl(serverUrl, name),
    drop: () => runStatement(serverUrl, `drop database if exists ${name} with (force)`),
  };
}

/** The same server, another database. */
export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = database;
  return url.href;
}

/** Runs one statement over a connection of its own: making and dropping databases allows nothing else. */
export async function runStatement(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
