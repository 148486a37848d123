import { Kysely, type Transaction as KyselyTransaction, PostgresDialect } from "kysely";
import pg from "pg";
import { instantFromPostgres } from "../instant.ts";
import { prepareMarkedStatements } from "./prepared.ts";
import type { Tables } from "./tables.ts";

export type Database = Kysely<Tables>;
export type Transaction = KyselyTransaction<Tables>;
/** What a store function takes: the pool or a running transaction. */
export type Connection = Database | Transaction;

export interface DatabaseHandle {
  db: Database;
  pool: pg.Pool;
  close(): Promise<void>;
}

/** How a client reaches PostgreSQL: a URL, or the parts that a Unix socket needs. */
export type ConnectionTarget = string | pg.ClientConfig;

export interface DatabaseOptions {
  target: ConnectionTarget;
  maxConnections: number;
  /** Every statement is ended by the server after this long, so that nothing hangs. */
  statementTimeoutMs: number;
  onError: (error: Error) => void;
}

/** Opens a pool. Nothing is connected until the first query. */
export function openDatabase(options: DatabaseOptions): DatabaseHandle {
  const pool = new pg.Pool({
    ...targetConfig(options.target),
    max: options.maxConnections,
    connectionTimeoutMillis: 1500,
    idleTimeoutMillis: 30_000,
    statement_timeout: options.statementTimeoutMs,
    application_name: "tocsin",
    options: "-c TimeZone=UTC -c DateStyle=ISO",
    types: { getTypeParser },
  });
  pool.on("error", options.onError);
  // A connection that breaks between two statements of a transaction has no other listener, and an unheard error would
  // end the process; the transaction's next statement fails in any case.
  pool.on("connect", (client) => {
    client.on("error", () => {});
    prepareMarkedStatements(client);
  });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}

export function targetConfig(target: ConnectionTarget): pg.ClientConfig {
  return typeof target === "string" ? { connectionString: target } : target;
}

const int8 = 20;
const timestamptz = 1184;

/** Row ids and counts stay far below 2^53; times keep their microseconds, which Date would lose. */
const getTypeParser: pg.CustomTypesConfig["getTypeParser"] = (oid, format) => {
  if (format !== "binary" && oid === int8) return Number;
  if (format !== "binary" && oid === timestamptz) return instantFromPostgres;
  return pg.types.getTypeParser(oid, format);
};

/** SQLSTATE classes of failures that pass: connection lost, deadlock, resources, server going down or starting. */
const transientClasses = new Set(["08", "40", "53", "57"]);

/** True when the same work may well succeed a moment later, so that the data is not to blame. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  if (code === undefined) return /connection|timeout|terminated/i.test(error.message);
  return transientClasses.has(code.slice(0, 2)) || /^E[A-Z]+$/.test(code);
}
