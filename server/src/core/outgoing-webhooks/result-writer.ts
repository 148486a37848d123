import { performance } from "node:perf_hooks";
import pg from "pg";
import type { Database } from "../../platform/db/database.ts";
import { describeError } from "../../platform/errors.ts";
import type { DeliveryId } from "../../platform/ids.ts";
import type { Logger } from "../../platform/log.ts";
import type { Delivered } from "./deliver.ts";
import type { BreakerTurn } from "./health-store.ts";
import { type FinishedDelivery, finishDeliveries } from "./result-store.ts";

export interface ResultWriterOptions {
  db: Database;
  log: Logger;
  /** Names this process in the attempts. */
  name: string;
  /** After each statement, with what became of it. */
  onWritten: (batch: readonly Delivered[], written: Written) => void;
}

export interface Written {
  /** Deliveries whose claim still held. */
  settled: ReadonlySet<DeliveryId>;
  turns: readonly BreakerTurn[];
}

const nothing: Written = { settled: new Set(), turns: [] };

const retryMs = 500;
const triesWhenStopping = 4;

/** A statement for few results costs the database nearly as much as one for many, so under load it waits for these. */
const worthAStatement = 64;
const longestWaitMs = 8;

/** Writes results down in batches: what comes in while one statement runs shares the next one. */
export class ResultWriter {
  readonly #options: ResultWriterOptions;
  #waiting: Delivered[] = [];
  #isRunning = false;
  #isStopping = false;
  #onEnough: (() => void) | undefined;

  constructor(options: ResultWriterOptions) {
    this.#options = options;
  }

  add(delivered: Delivered): void {
    this.#waiting.push(delivered);
    if (this.#waiting.length >= worthAStatement) this.#onEnough?.();
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#run();
  }

  /** From now on a database that is away is not waited for; the leases of what is lost end, and it is sent again. */
  stop(): void {
    this.#isStopping = true;
    this.#onEnough?.();
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#gather();
      const batch = this.#waiting;
      this.#waiting = [];
      this.#options.onWritten(batch, await this.#write(batch));
    }
    this.#isRunning = false;
  }

  async #gather(): Promise<void> {
    if (this.#isStopping || this.#waiting.length >= worthAStatement) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, longestWaitMs);
      this.#onEnough = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#onEnough = undefined;
  }

  /** Tries until it is written: what was sent must not be forgotten while the database is away. */
  async #write(batch: readonly Delivered[]): Promise<Written> {
    for (let tries = 1; ; tries++) {
      try {
        const finished = batch.map(withAge);
        const { ids, turns } = await finishDeliveries(this.#options.db, finished, this.#options.name);
        return { settled: new Set(ids), turns };
      } catch (error) {
        this.#options.log.error(
          { error: describeError(error) },
          "results of deliveries could not be written",
        );
        if (isDataError(error)) return this.#writeApart(batch);
        if (this.#isStopping && tries >= triesWhenStopping) return nothing;
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
  }

  /** One result that cannot be stored must not take the others with it; it is written without its texts. */
  async #writeApart(batch: readonly Delivered[]): Promise<Written> {
    const [only] = batch;
    if (only && batch.length === 1) return isBare(only) ? nothing : this.#write([withoutTexts(only)]);
    const middle = Math.ceil(batch.length / 2);
    const first = await this.#write(batch.slice(0, middle));
    const second = await this.#write(batch.slice(middle));
    return {
      settled: new Set([...first.settled, ...second.settled]),
      turns: [...first.turns, ...second.turns],
    };
  }
}

/** PostgreSQL's class 22: a value that it cannot hold. */
function isDataError(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code?.startsWith("22") === true;
}

const bareError = "The texts of this try could not be stored.";

function isBare({ finished }: Delivered): boolean {
  return finished.record === null || finished.record.error === bareError;
}

function withoutTexts(delivered: Delivered): Delivered {
  const { record } = delivered.finished;
  if (record === null) return delivered;
  const request = { method: record.request.method, url: "", headers: {}, body: null, trigger: null };
  const response = record.response && { status: record.response.status, headers: {}, body: "" };
  return {
    ...delivered,
    finished: { ...delivered.finished, record: { ...record, error: bareError, request, response } },
  };
}

function withAge({ finished, startedAt }: Delivered): FinishedDelivery {
  if (finished.record === null) return finished;
  return { ...finished, record: { ...finished.record, startedMsAgo: performance.now() - startedAt } };
}
