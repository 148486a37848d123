import { AppError } from "../../platform/errors.ts";

const windowMs = 15 * 60_000;
const mostFailures = 10;
const mostEntries = 10_000;

/**
 * Counts wrong passwords by user name and address, in this process: ten in a quarter of an hour, then no more are tried
 * until it is over. Another address is not held up; behind a proxy that is not told of, all have the same one, and a sign-in link gets in still.
 */
export class FailedSignIns {
  readonly #failures = new Map<string, { count: number; endsAt: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** @throws AppError `too_many_requests` */
  refuseTooMany(username: string, address: string): void {
    const known = this.#failures.get(keyOf(username, address));
    if (!known || known.endsAt <= this.#now() || known.count < mostFailures) return;
    const seconds = Math.ceil((known.endsAt - this.#now()) / 1000);
    throw new AppError(
      "too_many_requests",
      "Too many wrong passwords. Try again later, or use a sign-in link.",
      {
        retryAfterSeconds: seconds,
      },
    );
  }

  add(username: string, address: string): void {
    const key = keyOf(username, address);
    const known = this.#failures.get(key);
    const isOver = !known || known.endsAt <= this.#now();
    // Inserted anew, so that the first entry is the one that was quiet for longest.
    this.#failures.delete(key);
    this.#failures.set(
      key,
      isOver ? { count: 1, endsAt: this.#now() + windowMs } : { ...known, count: known.count + 1 },
    );
    const [oldest] = this.#failures.keys();
    if (oldest !== undefined && this.#failures.size > mostEntries) this.#failures.delete(oldest);
  }

  forget(username: string, address: string): void {
    this.#failures.delete(keyOf(username, address));
  }
}

function keyOf(username: string, address: string): string {
  return `${address} ${username.toLowerCase()}`;
}
