import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { findFreePort } from "../../src/platform/postgres/free-port.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../src/platform/postgres/index.ts";
import { ServerUnderTest } from "../crash/server-under-test.ts";

export const adminToken = "soak-test-admin-token";

/** Servers in processes of their own on one PostgreSQL that outlives them all. */
export interface Cluster<Names extends readonly string[]> {
  readonly servers: ServersOf<Names>;
  /** A connection of the test's own. */
  readonly database: pg.Client;
  /** Ends everything and removes its folders. */
  end(): Promise<void>;
}

/** Two of them. */
export type Pair = Cluster<readonly ["a", "b"]>;

type ServersOf<Names extends readonly string[]> = {
  readonly [Place in keyof Names]: ServerUnderTest;
};

/** `started`: so many of them are running when it resolves; all, when it is not told. */
export async function startCluster<const Names extends readonly string[]>(
  names: Names,
  started = names.length,
): Promise<Cluster<Names>> {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-soak-"));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => {} }).catch(async (error) => {
    await remove();
    throw error;
  });
  const servers = await makeServers(folder, postgres, names);
  const database = new pg.Client(postgres.connection);
  database.on("error", () => {});
  async function end(): Promise<void> {
    await Promise.all(servers.map((server) => server.kill()));
    await database.end();
    await postgres.stop();
    await remove();
  }
  try {
    await database.connect();
    for (const server of servers.slice(0, started)) await server.start();
    return { servers, database, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** One for each name, in order: the length is right, which an array does not say. */
async function makeServers<Names extends readonly string[]>(
  folder: string,
  postgres: EmbeddedPostgres,
  names: Names,
): Promise<ServersOf<Names>> {
  const servers: ServerUnderTest[] = [];
  for (const name of names) servers.push(await makeServer(folder, postgres, name));
  return servers as unknown as ServersOf<Names>;
}

/** Its port stays the same over restarts, as behind a load balancer. */
async function makeServer(folder: string, { url }: EmbeddedPostgres, name: string): Promise<ServerUnderTest> {
  return new ServerUnderTest(join(folder, `server-${name}`), {
    TOCSIN_DATABASE_URL: url,
    TOCSIN_PORT: String(await findFreePort()),
    TOCSIN_SECRET_KEY: "the same key for all servers, for tests only",
    TOCSIN_ADMIN_TOKEN: adminToken,
    TOCSIN_ALLOW_PRIVATE_NETWORKS: "127.0.0.0/8",
  });
}
