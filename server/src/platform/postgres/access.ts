import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import pg from "pg";
import { z } from "zod";
import type { PostgresConnection } from "./connection.ts";
import { describe, EmbeddedPostgresError, systemCode } from "./failure.ts";
import type { Layout } from "./layout.ts";

/** The passwords of one cluster. */
export type Access = z.infer<typeof Access>;
export const Access = z.object({ administrator: z.string().min(1), tocsin: z.string().min(1) });

/** Superuser, for maintenance only. */
export const ADMINISTRATOR = "postgres";
/** Owns the database, and nothing else: a hole in a query must not open the operating system. */
const OWNER = "tocsin";
const DATABASE = "tocsin";

/** Comment on the database once everything in it is made; a start that was cut off is thus finished by the next. */
const PREPARED = "prepared by Tocsin, 1";

/** Fresh passwords. */
export function makeAccess(): Access {
  const password = () => randomBytes(32).toString("base64url");
  return { administrator: password(), tocsin: password() };
}

/** The passwords of an existing cluster. Throws `damaged` when they are gone. */
export async function readAccess(layout: Layout): Promise<Access> {
  try {
    return Access.parse(JSON.parse(await readFile(layout.access, "utf8")));
  } catch (error) {
    const reason = systemCode(error) === undefined ? "it is not what Tocsin wrote" : describe(error);
    throw new EmbeddedPostgresError(
      "damaged",
      `The passwords of the database in ${layout.access} cannot be read: ${reason}. Restore this file from a backup.`,
      error,
    );
  }
}

/** Connections of both users to what the server at `at` serves. */
export function connectionsOf({ host, port }: Pick<PostgresConnection, "host" | "port">, access: Access) {
  const connection: PostgresConnection = {
    host,
    port,
    user: OWNER,
    password: access.tocsin,
    database: DATABASE,
  };
  const administration: PostgresConnection = {
    host,
    port,
    user: ADMINISTRATOR,
    password: access.administrator,
    database: "postgres",
  };
  return { connection, administration };
}

/** Makes role, database and extension where they are missing. Doing it again changes nothing. */
export async function prepareDatabase(
  administration: PostgresConnection,
  access: Access,
  hasStatementStatistics: boolean,
): Promise<void> {
  const isPrepared = await withClient(administration, async (client) => {
    const { rows } = await client.query<{ owner: boolean; database: boolean; comment: string | null }>(
      `select exists (select from pg_roles where rolname = $1) as owner,
              exists (select from pg_database where datname = $2) as database,
              (select shobj_description(oid, 'pg_database') from pg_database where datname = $2) as comment`,
      [OWNER, DATABASE],
    );
    const found = rows[0];
    if (found?.comment === PREPARED) return true;
    if (found?.owner !== true) {
      await client.query(`create role ${OWNER} login password ${client.escapeLiteral(access.tocsin)}`);
    }
    if (found?.database !== true) await client.query(`create database ${DATABASE} owner ${OWNER}`);
    return false;
  });
  if (isPrepared) return;
  await withClient({ ...administration, database: DATABASE }, async (client) => {
    if (hasStatementStatistics) {
      await client.query("create extension if not exists pg_stat_statements");
      await client.query(`grant execute on function pg_stat_statements_reset to ${OWNER}`);
    }
    await client.query(`grant pg_monitor to ${OWNER}`);
    await client.query(`comment on database ${DATABASE} is '${PREPARED}'`);
  });
}

/** Runs `use` with a connected client and closes it afterwards. */
export async function withClient<Result>(
  connection: PostgresConnection,
  use: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 });
  // A connection lost between two queries also fails the next query, which reports it.
  client.on("error", () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end().catch(() => {});
  }
}
