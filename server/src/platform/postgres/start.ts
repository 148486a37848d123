import { constants, existsSync } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { makeFolder } from "../make-folder.ts";
import { connectionsOf, prepareDatabase, readAccess } from "./access.ts";
import { type Account, chooseAccount } from "./account.ts";
import { findBinaries, type PostgresBinaries } from "./binaries.ts";
import { createCluster, give, inspectCluster, removeUnfinished, takeOwnership } from "./cluster.ts";
import { writeConfiguration } from "./configuration.ts";
import { connectionUrl, type PostgresConnection } from "./connection.ts";
import { EmbeddedPostgresError, folderFailure, systemCode, withRemedies } from "./failure.ts";
import { findFreePort } from "./free-port.ts";
import { findLauncher, type Launcher } from "./launcher.ts";
import { type Layout, layoutOf, SOCKET_PORT } from "./layout.ts";
import type { LogLine } from "./log-line.ts";
import { acquireOwnerLock, type OwnerLock } from "./owner-lock.ts";
import { clearPreviousServer } from "./previous-server.ts";
import { type ServerProcess, startServer } from "./server-process.ts";
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
  readonly durability: Durability;
  readonly log: (line: LogLine) => void;
}

interface Supervised {
  readonly supervisor: Supervisor;
  readonly listener: Listener;
}

/**
 * Starts PostgreSQL in the data folder, making the database when there is none, and resolves when it answers.
 * Throws EmbeddedPostgresError with a message for the operator; then nothing runs and no data has been touched.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const binaries = await findBinaries();
  const { layout, lock } = await takeFolder(options.dataDir);
  try {
    const ground = await prepareGround(layout, binaries, options);
    const { supervisor, listener } = await superviseOn(await listeners(layout), ground);
    try {
      return await present({ ...ground, listener }, supervisor, () => lock.release());
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
async function takeFolder(dataDir: string): Promise<{ layout: Layout; lock: OwnerLock }> {
  try {
    const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
    await makeFolder(dataDir, mode);
    const layout = layoutOf(dataDir);
    await makeFolder(layout.home, mode);
    return { layout, lock: await acquireOwnerLock(layout) };
  } catch (error) {
    throw folderFailure(dataDir, await realReason(dataDir, error));
  }
}

/** Making a folder with its parents on a read-only disk fails with ENOENT in Node; asking for access tells the truth. */
async function realReason(folder: string, error: unknown): Promise<unknown> {
  if (systemCode(error) !== "ENOENT") return error;
  let existing = resolve(folder);
  while (!existsSync(existing)) existing = dirname(existing);
  return access(existing, constants.W_OK).then(
    () => error,
    (reason: unknown) => reason,
  );
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
  return { layout, binaries, launcher, account, durability, log };
}

/**
 * Where to listen, best first. Some file systems hold no sockets, and a port that was free may be taken a moment
 * later; the next one then serves as well.
 */
async function listeners(layout: Layout): Promise<Listener[]> {
  const ports = [await findFreePort(), await findFreePort()];
  const loopback = ports.map((port): Listener => ({ kind: "loopback", port }));
  if (layout.socketDirectory === undefined) return loopback;
  return [{ kind: "socket", directory: layout.socketDirectory }, ...loopback];
}

/** The first start decides where the server listens, so that its address stays the same across restarts. */
async function superviseOn([listener, ...others]: readonly Listener[], ground: Ground): Promise<Supervised> {
  if (listener === undefined) throw withRemedies("cannot_listen", "PostgreSQL finds no place to listen.");
  const supervisor = new Supervisor((signal) => startOnce(ground, listener, signal), ground.log);
  try {
    await supervisor.start();
    return { supervisor, listener };
  } catch (error) {
    const mayMove = error instanceof EmbeddedPostgresError && error.failure === "cannot_listen";
    if (!mayMove || others.length === 0) throw error;
    ground.log({ level: "warn", message: error.message });
    return superviseOn(others, ground);
  }
}

async function startOnce(ground: Ground, listener: Listener, signal: AbortSignal): Promise<ServerProcess> {
  const { layout, binaries } = ground;
  await clearPreviousServer(layout, ground.log);
  await mkdir(layout.run, { mode: 0o755 });
  await give(ground.account, [layout.run]);
  await writeConfiguration(layout, binaries.hasStatementStatistics);
  const settings = enforcedSettings(layout, listener, ground.durability);
  const command = ground.launcher(binaries.postgres, ["-D", layout.cluster, ...commandLine(settings)]);
  return startServer(command, layout.cluster, { log: ground.log, signal });
}

async function present(
  ground: Ground & Pick<Supervised, "listener">,
  supervisor: Supervisor,
  release: () => Promise<void>,
): Promise<EmbeddedPostgres> {
  const passwords = await readAccess(ground.layout);
  const { connection, administration } = connectionsOf(addressOf(ground.listener), passwords);
  await prepareDatabase(administration, passwords, ground.binaries.hasStatementStatistics);
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
