import { dnsFailed, dnsFailure } from "./classify-error.ts";
import type { Failure } from "./outcome.ts";

/** Gives every address of a name, or throws an error with a DNS code (`ENOTFOUND`, `ESERVFAIL`, `ETIMEOUT`, …). */
export type Resolve = (name: string) => Promise<readonly string[]>;

export type Answer = { kind: "addresses"; addresses: readonly string[] } | Failure;

export interface NameLimits {
  /** A name is asked for at most once in this time, failures included. */
  floorMs: number;
  /** Names asked for at the same time; the others wait. */
  maxConcurrent: number;
  /** Time after which an unanswered question counts as failed for everyone who waits for it. */
  deadlineMs: number;
}

interface Entry {
  answer: Promise<Answer>;
  askedAt: number;
}

const maxEntries = 4096;

/** Asks for names on behalf of all requests: one question per name at a time, few at once, each with a time limit. */
export class Names {
  queries = 0;
  readonly #resolve: Resolve;
  readonly #limits: NameLimits;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(resolve: Resolve, limits: NameLimits, now: () => number) {
    this.#resolve = resolve;
    this.#limits = limits;
    this.#now = now;
  }

  lookUp(name: string): Promise<Answer> {
    const known = this.#entries.get(name);
    if (known && this.#now() - known.askedAt < this.#limits.floorMs) return known.answer;
    const entry: Entry = { answer: this.#askInTurn(name), askedAt: Number.POSITIVE_INFINITY };
    // The floor runs from the answer, and while the question is open everyone shares it.
    void entry.answer.then(() => {
      entry.askedAt = this.#now();
    });
    this.#makeRoom();
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    return entry.answer;
  }

  async #askInTurn(name: string): Promise<Answer> {
    if (this.#running >= this.#limits.maxConcurrent) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#running += 1;
    try {
      return await this.#ask(name);
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  async #ask(name: string): Promise<Answer> {
    this.queries += 1;
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<Answer>((resolve) => {
      timer = setTimeout(() => resolve(dnsFailed("timed-out")), this.#limits.deadlineMs);
    });
    try {
      return await Promise.race([limit, this.#resolve(name).then(toAnswer, dnsFailure)]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The oldest entries stand first; those still waited for keep their promise without the map. */
  #makeRoom(): void {
    for (const name of this.#entries.keys()) {
      if (this.#entries.size < maxEntries) return;
      this.#entries.delete(name);
    }
  }
}

function toAnswer(addresses: readonly string[]): Answer {
  return addresses.length === 0 ? dnsFailed("not-found") : { kind: "addresses", addresses };
}
