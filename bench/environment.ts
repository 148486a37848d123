import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import pg from "pg";
import { startEmbeddedPostgres } from "../server/src/platform/postgres/index.ts";
import { makeDataDir, removeDataDir } from "./product.ts";

/** What the numbers were taken on; they mean little without it. */
export async function describeEnvironment(): Promise<string> {
  const processor = cpus()[0]?.model ?? "unknown processor";
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  const date = new Date().toISOString().slice(0, 10);
  const busy = (loadavg()[0] ?? 0).toFixed(1);
  return [
    `${date}; ${availableParallelism()} cores (${processor}), ${gigabytes} GB; Node ${process.versions.node}; PostgreSQL ${await askVersion()}`,
    `load average of the last minute before the start: ${busy} (above 0.5, other work takes part in every number)`,
  ].join("\n");
}

async function askVersion(): Promise<string> {
  const dataDir = await makeDataDir();
  const server = await startEmbeddedPostgres({ dataDir, log: () => {} });
  const client = new pg.Client(server.connection);
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>("show server_version");
    return rows[0]?.server_version ?? "unknown";
  } finally {
    await client.end();
    await server.stop();
    await removeDataDir(dataDir);
  }
}
