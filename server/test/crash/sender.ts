import { setTimeout as pause } from "node:timers/promises";
import { Agent, errors, request } from "undici";
import type { WireAlert } from "./alert-source.ts";

/** What a monitoring tool remembers of one alert. */
export interface SentAlert {
  uid: string;
  isAcknowledged: boolean;
  /** Requests whose fate is unknown: the connection broke, or the server said that it could not be sure. */
  unknown: number;
}

export interface SenderOptions {
  next: () => WireAlert;
  origin: () => string;
  ratePerSecond: number;
}

export interface SenderStatistics {
  repeats: number;
  /** How often each status was answered. */
  statuses: ReadonlyMap<number, number>;
  longestAnswerMs: number;
  /** Answers with 503 that did not say when to come back. */
  vague: number;
  /** Requests that got no answer at all in ten seconds. */
  unanswered: number;
}

/** Sends alerts at a steady rate and repeats them, as Alertmanager does, until they are answered with 2xx. */
export interface Sender {
  readonly ledger: ReadonlyMap<string, SentAlert>;
  statistics(): SenderStatistics;
  /** Makes no new alerts, and repeats the open ones until all are answered. @returns how many were not in time */
  finish(patienceMs: number): Promise<number>;
}

const tickMs = 10;
const connections = 64;
const answerWithinMs = 10_000;
const repeatAfterMs = { first: 250, most: 2_000 };
/** More alerts than this are not open at once, however long the server is away. */
const mostOpen = 20_000;

export function startSender(options: SenderOptions): Sender {
  return new RepeatingSender(options);
}

class RepeatingSender implements Sender {
  readonly ledger = new Map<string, SentAlert>();
  readonly #options: SenderOptions;
  readonly #agent = new Agent({ connections, pipelining: 1 });
  readonly #slots = new Slots(connections);
  readonly #open = new Set<Promise<void>>();
  readonly #statuses = new Map<number, number>();
  readonly #ticker: NodeJS.Timeout;
  #lastTickAt = performance.now();
  #due = 0;
  #repeats = 0;
  #longestAnswerMs = 0;
  #vague = 0;
  #unanswered = 0;
  #isGivenUp = false;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#ticker = setInterval(() => this.#tick(), tickMs);
  }

  statistics(): SenderStatistics {
    return {
      repeats: this.#repeats,
      statuses: this.#statuses,
      longestAnswerMs: this.#longestAnswerMs,
      vague: this.#vague,
      unanswered: this.#unanswered,
    };
  }

  async finish(patienceMs: number): Promise<number> {
    clearInterval(this.#ticker);
    const timer = setTimeout(() => {
      this.#isGivenUp = true;
    }, patienceMs);
    await Promise.all(this.#open);
    clearTimeout(timer);
    await this.#agent.close();
    return [...this.ledger.values()].filter(({ isAcknowledged }) => !isAcknowledged).length;
  }

  #tick(): void {
    const now = performance.now();
    this.#due += ((now - this.#lastTickAt) / 1000) * this.#options.ratePerSecond;
    this.#lastTickAt = now;
    for (; this.#due >= 1; this.#due -= 1) {
      if (this.#open.size >= mostOpen) continue;
      const work: Promise<void> = this.#send(this.#options.next()).finally(() => this.#open.delete(work));
      this.#open.add(work);
    }
  }

  async #send(alert: WireAlert): Promise<void> {
    const sent: SentAlert = { uid: alert.uid, isAcknowledged: false, unknown: 0 };
    this.ledger.set(alert.uid, sent);
    let delayMs = repeatAfterMs.first;
    for (;;) {
      const answer = await this.#slots.use(() => this.#post(alert));
      if (answer === "accepted") sent.isAcknowledged = true;
      if (answer === "unknown") sent.unknown += 1;
      if (answer === "accepted" || answer === "refused" || this.#isGivenUp) return;
      await pause(delayMs);
      delayMs = Math.min(delayMs * 2, repeatAfterMs.most);
      this.#repeats += 1;
    }
  }

  async #post({ path, body }: WireAlert): Promise<"accepted" | "refused" | "unknown" | "not sent"> {
    const startedAt = performance.now();
    try {
      const answer = await request(this.#options.origin() + path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
        dispatcher: this.#agent,
        headersTimeout: answerWithinMs,
        bodyTimeout: answerWithinMs,
      });
      // The promise is made with the status; what becomes of the rest of the answer does not matter.
      await answer.body.dump().catch(() => {});
      this.#longestAnswerMs = Math.max(this.#longestAnswerMs, performance.now() - startedAt);
      this.#statuses.set(answer.statusCode, (this.#statuses.get(answer.statusCode) ?? 0) + 1);
      if (answer.statusCode === 503 && answer.headers["retry-after"] === undefined) this.#vague += 1;
      if (answer.statusCode < 300) return "accepted";
      return answer.statusCode >= 500 ? "unknown" : "refused";
    } catch (error) {
      if (isNotConnected(error)) return "not sent";
      if (error instanceof errors.HeadersTimeoutError) this.#unanswered += 1;
      return "unknown";
    }
  }
}

/** As many requests under way as there are connections, so that waiting for one is not taken for a slow answer. */
class Slots {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  async use<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}

/** Nothing of the request can have arrived. */
function isNotConnected(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ECONNREFUSED";
}
