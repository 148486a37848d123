import type { ClientConfig } from "pg";

/** How to reach a database; fits `pg.Client` and `pg.Pool`. */
export interface PostgresConnection extends ClientConfig {
  /** A socket folder, or the loopback address. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** The connection as a URL. The host stands in the query because a socket folder cannot stand in the authority. */
export function connectionUrl(connection: PostgresConnection): string {
  const url = new URL("postgresql://localhost");
  url.username = connection.user;
  url.password = connection.password;
  url.pathname = connection.database;
  url.searchParams.set("host", connection.host);
  url.searchParams.set("port", String(connection.port));
  return url.href;
}
