import { setTimeout as pause } from "node:timers/promises";
import { describe } from "./failure.ts";
import type { LogLine } from "./log-line.ts";
import { failuresInRow, restartDelayMs } from "./restart-delay.ts";
import type { ServerProcess } from "./server-process.ts";

/** The server went away without having been told to. */
export interface Gone {
  readonly reason: string;
  /** Milliseconds until it is started again; 0 means at once. */
  readonly restartInMs: number;
}

/** Starts one server; must leave no process behind when it throws or `signal` aborts. */
export type StartServer = (signal: AbortSignal) => Promise<ServerProcess>;

/** Keeps one server running until it is told to stop. */
export class Supervisor {
  readonly #startServer: StartServer;
  readonly #log: (line: LogLine) => void;
  readonly #stopping = new AbortController();
  readonly #listeners = new Set<(gone: Gone) => void>();
  #server: ServerProcess | undefined;
  #startedAtMs = 0;
  #failures = 0;
  #watching: Promise<void> = Promise.resolve();

  constructor(startServer: StartServer, log: (line: LogLine) => void) {
    this.#startServer = startServer;
    this.#log = log;
  }

  /** The pid of the postmaster; undefined while none runs. */
  pid(): number | undefined {
    return this.#server?.pid;
  }

  /** First start: its failure is the caller's. From then on the server is restarted whenever it goes away. */
  async start(): Promise<void> {
    await this.#begin();
    this.#watching = this.#watch();
    process.once("exit", this.#atExit);
  }

  onGone(listener: (gone: Gone) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the server in order, also in the middle of a restart. Calling it again waits for the same end. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#server?.stop();
    await this.#watching;
    process.removeListener("exit", this.#atExit);
  }

  /** When the process exits without having stopped the server: the signal is all that can still be sent. */
  readonly #atExit = () => this.#server?.signalNow();

  async #begin(): Promise<void> {
    const server = await this.#startServer(this.#stopping.signal);
    // stop() may have come while the server became ready, and then did not see it.
    if (this.#stopping.signal.aborted) await server.stop();
    this.#server = server;
    this.#startedAtMs = performance.now();
  }

  async #watch(): Promise<void> {
    while (this.#server !== undefined) {
      const reason = await this.#server.ended;
      this.#server = undefined;
      if (this.#stopping.signal.aborted) return;
      const livedMs = performance.now() - this.#startedAtMs;
      this.#failures = failuresInRow(this.#failures, livedMs);
      await this.#restart(`PostgreSQL ${reason}`);
    }
  }

  async #restart(firstReason: string): Promise<void> {
    let reason = firstReason;
    while (!this.#stopping.signal.aborted) {
      const restartInMs = restartDelayMs(this.#failures);
      this.#log({
        level: "error",
        message: `${reason}; restarting ${restartInMs === 0 ? "at once" : `in ${restartInMs} ms`}`,
      });
      for (const listener of this.#listeners) listener({ reason, restartInMs });
      if (restartInMs > 0) await this.#pause(restartInMs);
      try {
        if (!this.#stopping.signal.aborted) await this.#begin();
        return;
      } catch (error) {
        this.#failures += 1;
        reason = describe(error);
      }
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.#stopping.signal }).catch(() => {});
  }
}
