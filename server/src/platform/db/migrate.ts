import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { AppError } from "../errors.ts";
import { type ConnectionTarget, targetConfig } from "./database.ts";

const folder = fileURLToPath(new URL("../../../migrations/", import.meta.url));

/** Any number no other program uses for an advisory lock in this database. */
const migrationLock = 7_268_113;

export interface Migration {
  version: number;
  name: string;
  sql: string;
}

/** The migrations of this version of Tocsin, in order. */
export function listMigrations(): Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}_.+\.sql$/.test(file))
    .sort()
    .map((file) => ({
      version: Number(file.slice(0, 4)),
      name: file,
      sql: readFileSync(folder + file, "utf8"),
    }));
}

/**
 * Brings the database to this version's schema: each missing migration in its own transaction. Several servers may
 * start at once; one migrates, the others wait. A database newer than this version is refused.
 * @returns the names of the migrations that were applied
 */
export async function migrate(target: ConnectionTarget): Promise<string[]> {
  const client = new pg.Client({ ...targetConfig(target), connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await refuseOldServer(client);
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    return await applyMissing(client);
  } finally {
    await client.end();
  }
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string }>("show server_version_num");
  const version = Number(rows[0]?.server_version_num);
  if (version < 150_000) {
    throw new AppError(
      "invalid_input",
      `PostgreSQL 15 or newer is needed; this server is ${Math.floor(version / 10_000)}.`,
    );
  }
}

async function applyMissing(client: pg.Client): Promise<string[]> {
  await client.query(
    "create table if not exists schema_migrations (version integer primary key, name text not null, applied_at timestamptz not null default now())",
  );
  const { rows } = await client.query<{ version: number }>("select version from schema_migrations");
  const applied = new Set(rows.map((row) => row.version));
  const known = listMigrations();
  refuseNewerDatabase(applied, known);
  const missing = known.filter((migration) => !applied.has(migration.version));
  for (const migration of missing) await applyOne(client, migration);
  return missing.map((migration) => migration.name);
}

function refuseNewerDatabase(applied: Set<number>, known: Migration[]): void {
  const newest = Math.max(0, ...known.map((migration) => migration.version));
  const beyond = [...applied].filter((version) => version > newest);
  if (beyond.length === 0) return;
  throw new AppError(
    "invalid_input",
    `The database has migration ${Math.max(...beyond)}, but this version of Tocsin knows only up to ${newest}. Start the newer version, or restore a backup.`,
  );
}

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(migration.sql);
    await client.query("insert into schema_migrations (version, name) values ($1, $2)", [
      migration.version,
      migration.name,
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new AppError("internal", `Migration ${migration.name} failed`, { cause: error });
  }
}
