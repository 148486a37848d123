import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { type ConnectionTarget, targetConfig } from "../server/src/platform/db/database.ts";
import { startEmbeddedPostgres } from "../server/src/platform/postgres/index.ts";

/** Runs `use` on an empty database: of a throw-away PostgreSQL, or beside `TOCSIN_DATABASE_URL` when that is set. */
export async function withScratchDatabase<Result>(
  use: (target: pg.ClientConfig) => Promise<Result>,
): Promise<Result> {
  const url = process.env.TOCSIN_DATABASE_URL;
  if (url !== undefined) return withOwnDatabase(url, use);
  const folder = mkdtempSync(join(tmpdir(), "tocsin-scratch-"));
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => {} });
  try {
    return await withOwnDatabase(postgres.administration, use);
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function withOwnDatabase<Result>(
  server: ConnectionTarget,
  use: (target: pg.ClientConfig) => Promise<Result>,
): Promise<Result> {
  const name = `scratch_${process.pid}_${Date.now()}`;
  const admin = new pg.Client(targetConfig(server));
  await admin.connect();
  try {
    await admin.query(`create database ${name}`);
    return await use({ ...targetConfig(server), ...databaseNamed(server, name) });
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
}

function databaseNamed(server: ConnectionTarget, name: string): pg.ClientConfig {
  if (typeof server !== "string") return { database: name };
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { connectionString: url.href };
}
