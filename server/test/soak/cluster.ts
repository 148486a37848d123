import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { findFreePort } from "../../src/platform/postgres/free-port.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../src/platform/postgres/index.ts";
import { ServerUnderTest } from "../crash/server-under-test.ts";

export const adminToken = "soak-test-admin-token";

/** Two servers in processes of their own on one PostgreSQL that outlives both. */
export interface Cluster {
  readonly servers: readonly [ServerUnderTest, ServerUnderTest];
  /** A connection of the test's own. */
  readonly database: pg.Client;
  /** Ends everything and removes its folders. */
  end(): Promise<void>;
}

export async function startCluster(): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-soak-"));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => {} }).catch(async (error) => {
    await remove();
    throw error;
  });
  const servers = [await makeServer(folder, postgres, "a"), await makeServer(folder, postgres, "b")] as const;
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
    for (const server of servers) await server.start();
    return { servers: [...servers], database, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Its port stays the same over restarts, as behind a load balancer. */
async function makeServer(folder: string, { url }: EmbeddedPostgres, name: string): Promise<ServerUnderTest> {
  return new ServerUnderTest(join(folder, `server-${name}`), {
    TOCSIN_DATABASE_URL: url,
    TOCSIN_PORT: String(await findFreePort()),
    TOCSIN_SECRET_KEY: "the same key for both servers, for tests only",
    TOCSIN_ADMIN_TOKEN: adminToken,
    TOCSIN_ALLOW_PRIVATE_NETWORKS: "127.0.0.0/8",
  });
}
