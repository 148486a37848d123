import { sql } from "kysely";
import type { Database } from "../../platform/db/database.ts";
import { serverConnectionPrefix } from "../../platform/db/listen.ts";
import type { Instant } from "../../platform/instant.ts";

/** The database as the servers find it. */
export interface DatabaseState {
  bytes: number;
  /** `18.0` */
  version: string;
  /** Name of the newest migration. */
  migration: string;
  migratedAt: Instant;
}

/** A server that is connected to the database now. */
export interface ConnectedServer {
  /** Host and process. */
  name: string;
  connectedAt: Instant;
}

const maxServers = 100;

export async function readDatabaseState(db: Database): Promise<DatabaseState> {
  const result = await sql<DatabaseState>`
    select pg_database_size(current_database()) as bytes, current_setting('server_version') as version,
      m.name as migration, m.applied_at as "migratedAt"
    from schema_migrations m order by m.version desc limit 1`.execute(db);
  const [row] = result.rows;
  if (!row) throw new Error("select without a row");
  return row;
}

export async function listConnectedServers(db: Database): Promise<ConnectedServer[]> {
  const result = await sql<ConnectedServer>`
    select substr(application_name, ${serverConnectionPrefix.length + 1}) as name,
      min(backend_start) as "connectedAt"
    from pg_stat_activity
    where datname = current_database() and starts_with(application_name, ${serverConnectionPrefix})
    group by 1 order by 1 limit ${maxServers}`.execute(db);
  return result.rows;
}
