import type { Config } from "./config.ts";
import { type ConnectionTarget, type DatabaseHandle, openDatabase } from "./platform/db/database.ts";
import { migrate } from "./platform/db/migrate.ts";
import { AppError, describeError } from "./platform/errors.ts";
import type { Logger } from "./platform/log.ts";
import { connectToRunning, startEmbeddedPostgres } from "./platform/postgres/index.ts";

export interface Storage extends DatabaseHandle {
  target: ConnectionTarget;
  /** Closes the pool, then the PostgreSQL that was started for it. */
  stop(): Promise<void>;
}

const statementTimeoutMs = 30_000;
const waitForDatabaseMs = 30_000;

/** Opens the database the settings name, or starts the embedded one, and brings its schema up to date. */
export async function openStorage(config: Config, log: Logger, maxConnections: number): Promise<Storage> {
  const life: Life = { isEnding: false };
  const server = await findServer(config, log, life);
  try {
    const applied = await migrateWhenReady(server.target, log);
    if (applied.length > 0) log.info({ migrations: applied }, "the database schema was brought up to date");
    const handle = openDatabase({
      target: server.target,
      maxConnections,
      statementTimeoutMs,
      onError: (error) => {
        if (!life.isEnding) log.warn({ error: describeError(error) }, "a database connection was lost");
      },
    });
    return {
      ...handle,
      target: server.target,
      async stop() {
        life.isEnding = true;
        await handle.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** For commands that may run beside a server on the same data folder: they use its PostgreSQL. */
export async function openStorageBesideServer(config: Config, log: Logger): Promise<Storage> {
  const running =
    config.databaseUrl === undefined ? (await connectToRunning(config.dataDir))?.connection : undefined;
  if (!running) return openStorage(config, log, 2);
  await migrate(running);
  const handle = openDatabase({ target: running, maxConnections: 2, statementTimeoutMs, onError: () => {} });
  return { ...handle, target: running, stop: () => handle.close() };
}

/** While it is ending, PostgreSQL says of each connection that it was cut; that is no news. */
interface Life {
  isEnding: boolean;
}

async function findServer(
  config: Config,
  log: Logger,
  life: Life,
): Promise<{ target: ConnectionTarget; stop: () => Promise<void> }> {
  if (config.databaseUrl !== undefined) return { target: config.databaseUrl, stop: async () => {} };
  const postgres = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    log({ level, message, ...details }) {
      const isNews = level !== "info" && !life.isEnding;
      log[isNews ? level : "debug"]({ source: "postgres", ...details }, message);
    },
  });
  return { target: postgres.connection, stop: () => postgres.stop() };
}

/** A database that is just starting (containers start in any order) is waited for. */
async function migrateWhenReady(target: ConnectionTarget, log: Logger): Promise<string[]> {
  const giveUpAt = performance.now() + waitForDatabaseMs;
  for (;;) {
    try {
      return await migrate(target);
    } catch (error) {
      if (error instanceof AppError) throw error;
      if (performance.now() > giveUpAt) {
        throw new AppError("unavailable", `The database cannot be reached: ${describeError(error)}`, {
          cause: error,
        });
      }
      log.warn({ error: describeError(error) }, "the database does not answer yet");
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
