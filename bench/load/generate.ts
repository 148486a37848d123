import { alertBody } from "./alert-body.ts";
import { Connection } from "./connection.ts";
import type { LoadJob, LoadResult } from "./job.ts";

/** Called right before a request is written. */
export type OnSend = (uid: string) => void;

/** Generates the load in this process. */
export async function generate(job: LoadJob, onSend?: OnSend): Promise<LoadResult> {
  const { hostname, port } = new URL(job.url);
  const connections = await Promise.all(
    Array.from({ length: job.connections }, () => Connection.open(hostname, Number(port))),
  );
  const run = new Run(job, onSend);
  const startedAt = performance.now();
  await Promise.all(connections.map((connection) => run.work(connection, startedAt)));
  const seconds = (performance.now() - startedAt) / 1000;
  for (const connection of connections) connection.close();
  return { ...run.result(), startedAtEpochMs: performance.timeOrigin + startedAt, seconds };
}

/** Requests are made before they are needed, as far as they repeat. */
const mostPrepared = 5_000;

class Run {
  readonly #job: LoadJob;
  readonly #onSend: OnSend | undefined;
  readonly #prepared = new Map<number, Buffer>();
  readonly #latencies: number[] = [];
  #started = 0;
  #accepted = 0;
  #failed = 0;

  constructor(job: LoadJob, onSend: OnSend | undefined) {
    this.#job = job;
    this.#onSend = onSend;
    if (job.groups > mostPrepared) return;
    for (let group = 0; group < job.groups; group += 1) this.#prepared.set(group, this.#make(group));
  }

  /** Takes the next request whenever the last one is answered and the next one is due. */
  async work(connection: Connection, startedAt: number): Promise<void> {
    const { seconds, most, ratePerSecond } = this.#job;
    const endsAt = startedAt + seconds * 1000;
    while (this.#started < most) {
      const number = this.#started;
      const dueAt = ratePerSecond === null ? performance.now() : startedAt + (number / ratePerSecond) * 1000;
      if (dueAt > endsAt) return;
      this.#started += 1;
      await untilDue(dueAt);
      const group = (this.#job.firstNumber + number) % this.#job.groups;
      const request = this.#prepared.get(group) ?? this.#make(group);
      this.#onSend?.(uidOf(group));
      await this.#send(connection, request, dueAt);
    }
  }

  async #send(connection: Connection, request: Buffer, dueAt: number): Promise<void> {
    const status = await connection.send(request);
    this.#latencies.push(performance.now() - dueAt);
    if (status >= 200 && status < 300) this.#accepted += 1;
    else this.#failed += 1;
  }

  #make(group: number): Buffer {
    const { host, pathname } = new URL(this.#job.url);
    const body = alertBody(group, uidOf(group));
    return Buffer.from(
      `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }

  result(): Omit<LoadResult, "startedAtEpochMs" | "seconds"> {
    const sorted = this.#latencies.sort((one, other) => one - other);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return { accepted: this.#accepted, failed: this.#failed, p50Ms: at(0.5), p99Ms: at(0.99) };
  }
}

function uidOf(group: number): string {
  return `alert-${group}`;
}

function untilDue(dueAt: number): Promise<void> | undefined {
  const waitMs = dueAt - performance.now();
  return waitMs < 0.5 ? undefined : new Promise((resolve) => setTimeout(resolve, waitMs));
}
