import { mkdir } from "node:fs/promises";
import { connectionsOf, prepareDatabase, readAccess, withClient } from "./access.ts";
import { type Account, chooseAccount } from "./account.ts";
import { findBinaries, type PostgresBinaries } from "./binaries.ts";
import { createCluster, give, inspectCluster, removeUnfinished, takeOwnership } from "./cluster.ts";
import { writeConfiguration } from "./configuration.ts";
import { connectionUrl, type PostgresConnection } from "./connection.ts";
import { folderFailure } from "./failure.ts";
import { findFreePort } from "./free-port.ts";
import { findLauncher, type Launcher } from "./launcher.ts";
import { type Layout, layoutOf, SOCKET_PORT } from "./layout.ts";
import type { LogLine } from "./log-line.ts";
import { acquireOwnerLock } from "./owner-lock.ts";
import { readPostmasterPid } from "./postmaster-pid.ts";
import { clearPreviousServer } from "./previous-server.ts";
import { startServer } from "./server-process.ts";
import { commandLine, type Durability, enforcedSettings, type Listener } from "./settings.ts";
import { type Gone, Supervisor } from "./supervisor.ts";

export interface EmbeddedPostgresOptions {
  /** Tocsin's data folder; made when it does not exist. The database lies in `postgres` below it. */
  readonly dataDir: string;
  readonly log: (line: LogLine) => void;
  /** `none` is for throw-away test databases: a power failure may cost everything. Default `full`. */
  readonly durability?: Durability;
}

/** A PostgreSQL that runs until it is stopped, and comes back when it dies. */
export interface EmbeddedPostgres {
  /** Owner of the database `tocsin`, not a superuser. Stays the same across restarts. */
  readonly connection: PostgresConnection;
  readonly url: string;
  /** Superuser, for maintenance and tests only. */
  readonly administration: PostgresConnection;
  /** The postmaster's pid; undefined while it is being restarted. */
  pid(): number | undefined;
  /** Fast shutdown, bounded to about 25 s; then releases the folder. Calling it again does no harm. */
  stop(): Promise<void>;
  /** Called each time PostgreSQL goes away unasked; it is restarted in any case. Returns the way to unsubscribe. */
  onGone(listener: (gone: Gone) => void): () => void;
}

/** All that is settled once, before the first start. */
interface Ground {
  readonly layout: Layout;
  readonly binaries: PostgresBinaries;
  readonly launcher: Launcher;
  readonly account: Account | undefined;
  readonly listener: Listener;
  readonly durability: Durability;
  readonly log: (line: LogLine) => void;
}

/**
 * Starts PostgreSQL in the data folder, making the database when there is none, and resolves when it answers.
 * Throws EmbeddedPostgresError with a message for the operator; then nothing runs and no data has been touched.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const layout = layoutOf(options.dataDir);
  const binaries = await findBinaries();
  await makeHome(layout);
  const lock = await acquireOwnerLock(layout);
  try {
    const ground = await prepareGround(layout, binaries, options);
    const supervisor = new Supervisor((signal) => startOnce(ground, signal), options.log);
    await supervisor.start();
    try {
      return await present(ground, supervisor, () => lock.release());
    } catch (error) {
      await supervisor.stop();
      throw error;
    }
  } catch (error) {
    await lock.release();
    throw folderFailure(layout.home, error);
  }
}

/** Open for passing, so that PostgreSQL's own user reaches its folders below when root runs Tocsin. */
async function makeHome(layout: Layout): Promise<void> {
  try {
    const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
    await mkdir(layout.dataDir, { recursive: true, mode });
    await mkdir(layout.home, { recursive: true, mode });
  } catch (error) {
    throw folderFailure(layout.home, error);
  }
}

async function prepareGround(
  layout: Layout,
  binaries: PostgresBinaries,
  options: EmbeddedPostgresOptions,
): Promise<Ground> {
  const { log, durability = "full" } = options;
  await removeUnfinished(layout);
  const state = await inspectCluster(layout);
  const account = await chooseAccount(layout.cluster);
  const launcher = await findLauncher({ account, postgres: binaries.postgres, folder: layout.home });
  if (state === "absent") {
    log({ level: "info", message: `making a new database in ${layout.cluster}` });
    await createCluster(layout, { binaries, launcher, account, durability });
  }
  await takeOwnership(layout, account);
  const listener = await chooseListener(layout);
  return { layout, binaries, launcher, account, listener, durability, log };
}

async function chooseListener(layout: Layout): Promise<Listener> {
  if (layout.socketDirectory !== undefined) return { kind: "socket", directory: layout.socketDirectory };
  return { kind: "loopback", port: await findFreePort() };
}

async function startOnce(ground: Ground, signal: AbortSignal) {
  const { layout, binaries } = ground;
  await clearPreviousServer(layout, ground.log);
  await mkdir(layout.run, { mode: 0o755 });
  await give(ground.account, [layout.run]);
  await writeConfiguration(layout, binaries.hasStatementStatistics);
  const settings = enforcedSettings(layout, ground.listener, ground.durability);
  const command = ground.launcher(binaries.postgres, ["-D", layout.cluster, ...commandLine(settings)]);
  return startServer(command, layout.cluster, { log: ground.log, signal });
}

async function present(
  ground: Ground,
  supervisor: Supervisor,
  release: () => Promise<void>,
): Promise<EmbeddedPostgres> {
  const access = await readAccess(ground.layout);
  const { connection, administration } = connectionsOf(addressOf(ground.listener), access);
  await prepareDatabase(administration, access, ground.binaries.hasStatementStatistics);
  return {
    connection,
    url: connectionUrl(connection),
    administration,
    pid: () => supervisor.pid(),
    onGone: (listener) => supervisor.onGone(listener),
    stop: async () => {
      await supervisor.stop();
      await release();
    },
  };
}

function addressOf(listener: Listener) {
  return listener.kind === "socket"
    ? { host: listener.directory, port: SOCKET_PORT }
    : { host: "127.0.0.1", port: listener.port };
}

/**
 * The cluster that another process of this machine runs on the data folder, for commands beside a running server;
 * undefined when none answers.
 */
export async function connectToRunning(
  dataDir: string,
): Promise<{ connection: PostgresConnection; url: string } | undefined> {
  const layout = layoutOf(dataDir);
  try {
    const found = await readPostmasterPid(layout);
    if (found === undefined) return undefined;
    const { connection } = connectionsOf(found, await readAccess(layout));
    // Only our own cluster knows the password, so an answer is proof; a stale file leads nowhere.
    const answers = await withClient(connection, (client) => client.query("select 1")).then(
      () => true,
      () => false,
    );
    return answers ? { connection, url: connectionUrl(connection) } : undefined;
  } catch (error) {
    throw folderFailure(layout.home, error);
  }
}
