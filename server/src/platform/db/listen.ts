import { hostname } from "node:os";
import pg from "pg";
import { describeError } from "../errors.ts";
import type { Logger } from "../log.ts";
import { type ConnectionTarget, targetConfig } from "./database.ts";

const reconnectDelayMs = 500;

/** Begins the name of the connection every server holds open; its host and process follow. */
export const serverConnectionPrefix = "tocsin server ";

export interface Listener {
  stop(): Promise<void>;
}

/** Hears PostgreSQL notifications on a connection of its own, and connects again for as long as it takes. */
export function listen(
  target: ConnectionTarget,
  channels: Readonly<Record<string, (payload: string) => void>>,
  log: Logger,
): Listener {
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({
      ...targetConfig(target),
      connectionTimeoutMillis: 2000,
      application_name: `${serverConnectionPrefix}${hostname()}:${process.pid}`,
    });
    fresh.on("error", () => {});
    fresh.on("end", reconnectLater);
    fresh.on("notification", ({ channel, payload }) => channels[channel]?.(payload ?? ""));
    client = fresh;
    try {
      await fresh.connect();
      for (const channel of Object.keys(channels)) await fresh.query(`listen ${channel}`);
    } catch (error) {
      log.debug({ error: describeError(error) }, "cannot listen to the database yet");
      await fresh.end().catch(() => {});
      reconnectLater();
    }
  }

  function reconnectLater(): void {
    if (stopped || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      void connect();
    }, reconnectDelayMs);
  }

  void connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
