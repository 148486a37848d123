import { aborted, type Failure, type Phase, timedOut } from "./outcome.ts";

/**
 * The one time limit of a request, over name resolution, connecting, TLS, headers and body. Whatever waits registers
 * how to give up; nothing a peer sends moves the limit.
 */
export class Deadline {
  phase: Phase = "queue";
  #state: "running" | "expired" | "aborted" = "running";
  #giveUp: ((failure: Failure) => void) | undefined;
  readonly #timer: NodeJS.Timeout;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort = () => this.#end("aborted");

  constructor(ms: number, signal: AbortSignal | undefined) {
    this.#timer = setTimeout(() => this.#end("expired"), ms);
    this.#signal = signal;
    if (signal?.aborted) this.#state = "aborted";
    else signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  /** Names the way out of the wait that begins now; the previous one is forgotten. */
  onEnd(giveUp: (failure: Failure) => void): void {
    this.#giveUp = giveUp;
    if (this.#state !== "running") giveUp(this.failure());
  }

  /** What to report once the limit has ended the request. */
  failure(status?: number): Failure {
    return this.#state === "aborted" ? aborted : timedOut(this.phase, status);
  }

  /** Must be called when the request has its outcome. */
  close(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener("abort", this.#onAbort);
    this.#giveUp = undefined;
  }

  #end(state: "expired" | "aborted"): void {
    if (this.#state !== "running") return;
    this.#state = state;
    this.#giveUp?.(this.failure());
  }
}
