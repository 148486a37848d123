import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { connectToRunning } from "../server/src/platform/postgres/index.ts";
import { type ApiClient, createApiClient, textField } from "../server/test/support/api-client.ts";
import { type ServerProcess, startServerProcess } from "../server/test/support/server-process.ts";

/** What a measure needs of a server, or of several on one database. */
export interface Installation {
  readonly server: { readonly url: string };
  readonly api: ApiClient;
  /** A connection beside the servers' own. */
  readonly database: pg.Client;
}

/** The real server with its embedded PostgreSQL (fsync on), in a folder of its own. */
export interface Product extends Installation {
  readonly server: ServerProcess;
  readonly dataDir: string;
  /** Stops the server and removes its folder. */
  stop(): Promise<void>;
}

export interface ProductOptions {
  nodeOptions?: readonly string[];
  onLine?: (line: string) => void;
}

const adminToken = "benchmark-admin-token";

export const productSettings = {
  TOCSIN_ADMIN_TOKEN: adminToken,
  TOCSIN_ALLOW_PRIVATE_NETWORKS: "127.0.0.0/8",
};

export async function makeDataDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), "tocsin-bench-"));
}

export async function removeDataDir(dataDir: string): Promise<void> {
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}

export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const dataDir = await makeDataDir();
  const server = await startServerProcess({ dataDir, settings: productSettings, ...options });
  const running = await connectToRunning(dataDir);
  if (!running) throw new Error("the database of the server does not answer");
  const database = new pg.Client(running.connection);
  await database.connect();
  return {
    server,
    dataDir,
    api: createApiClient(() => server.url, adminToken),
    database,
    async stop() {
      await database.end();
      await server.stop();
      await removeDataDir(dataDir);
    },
  };
}

/** CPU profiles are written when the server stops. */
export function profileOptions(profileDir: string | null, name: string): string[] {
  return profileDir === null
    ? []
    : ["--cpu-prof", `--cpu-prof-dir=${profileDir}`, `--cpu-prof-name=${name}.cpuprofile`];
}

/** @returns the URL that takes the alerts of a new Alertmanager integration */
export async function createAlertmanager({ api, server }: Installation, name: string): Promise<string> {
  const integration = await api.call("POST", "/integrations/", { type: "alertmanager", name });
  return server.url + new URL(textField(integration, "link")).pathname;
}

/** Makes an outgoing webhook that sends the whole event of every new group. */
export async function createWebhook({ api }: Installation, url: string): Promise<void> {
  await api.call("POST", "/webhooks/", {
    name: url,
    url,
    http_method: "POST",
    trigger_type: "alert group created",
    forward_all: true,
  });
}

export type Database = Pick<Installation, "database">;

/** A whole number that a query tells. */
export async function askNumber({ database }: Database, query: string): Promise<number> {
  const { rows } = await database.query<{ answer: number }>(`select (${query})::float8 as answer`);
  return rows[0]?.answer ?? Number.NaN;
}

const checkEveryMs = 20;

/** Waits until a query tells 0. @throws Error after two minutes */
export async function untilZero(product: Database, query: string): Promise<void> {
  const giveUpAt = performance.now() + 120_000;
  while ((await askNumber(product, query)) !== 0) {
    if (performance.now() > giveUpAt) throw new Error(`still not zero: ${query}`);
    await new Promise((resolve) => setTimeout(resolve, checkEveryMs));
  }
}

export const waitingRequests =
  "select count(*) from (select from intake where status = 'waiting' limit 1) as waiting";
/** Of the first webhook; retries of others may wait for hours. */
export const dueDeliveries = `select count(*) from (select from deliveries
  where webhook_id = (select min(id) from webhooks) and due_at < now() + interval '5 minutes' limit 1) as due`;
