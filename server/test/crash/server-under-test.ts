import { request } from "undici";
import { layoutOf } from "../../src/platform/postgres/layout.ts";
import { readPostmasterPid } from "../../src/platform/postgres/postmaster-pid.ts";
import { type ServerProcess, startServerProcess } from "../support/server-process.ts";

/** The server that is killed and started again, always on the same data folder. */
export class ServerUnderTest {
  readonly dataDir: string;
  readonly #settings: Readonly<Record<string, string>>;
  #process: ServerProcess | undefined;
  #origin = "http://127.0.0.1:1";

  constructor(dataDir: string, settings: Readonly<Record<string, string>>) {
    this.dataDir = dataDir;
    this.#settings = settings;
  }

  /** Where it listens now, or listened last. */
  readonly origin = (): string => this.#origin;

  /** Of the process that runs, or ran last. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  async start(): Promise<void> {
    this.#process = await startServerProcess({ dataDir: this.dataDir, settings: this.#settings });
    this.#origin = this.#process.url;
  }

  /** Starts it and kills it after so many milliseconds, most likely before it is ready. */
  async startInVain(killAfterMs: number): Promise<void> {
    const killing = AbortSignal.timeout(killAfterMs);
    const start = startServerProcess({ dataDir: this.dataDir, settings: this.#settings, killedBy: killing });
    await start.catch((error: unknown) => {
      if (!killing.aborted) throw error;
    });
  }

  async kill(): Promise<void> {
    await this.#process?.kill();
  }

  /** @returns what is wrong with the way it stopped; undefined when it stopped in order */
  async stop(): Promise<string | undefined> {
    const end = await this.#process?.stop();
    if (end === undefined || end.exitCode === 0) return undefined;
    const words = this.#process?.lastLines().slice(-5).join("\n");
    return `SIGTERM ended the server with ${end.signal ?? `code ${end.exitCode}`}:\n${words}`;
  }

  /** Kills the main process of PostgreSQL, if there is one. */
  async killDatabase(): Promise<void> {
    const found = await readPostmasterPid(layoutOf(this.dataDir));
    if (found === undefined) return;
    try {
      process.kill(found.pid, "SIGKILL");
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
    }
  }

  async isReady(): Promise<boolean> {
    const answer = await request(`${this.#origin}/health/ready`).catch(() => undefined);
    await answer?.body.dump();
    return answer?.statusCode === 200;
  }
}
