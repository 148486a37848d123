import { Readable } from "node:stream";
import type { News } from "../../core/live/index.ts";

/** Bytes that wait for a reader before it is given up. */
const maxWaitingBytes = 64 * 1024;
/** How soon a browser connects again when the connection ends, in milliseconds. */
const retryMs = 2000;
/** When a stream ends, a reader that is slow is not waited for any longer than this. */
const lastWordsMs = 500;

/** Server-sent events for one reader. */
export class LiveStream {
  readonly readable = new Readable({ read() {} });
  #isEnding = false;

  /** The first words: how soon to come back, from where, and what was missed. */
  greet({ changes, position }: News): void {
    this.#write(`retry: ${retryMs}\nid: ${position}\n\n`);
    this.tell({ changes, position });
  }

  tell({ changes, position }: News): void {
    const events = changes === "everything" ? [{ kind: "resync" }] : changes;
    if (events.length === 0) return;
    this.#write(events.map((event) => `id: ${position}\ndata: ${JSON.stringify(event)}\n\n`).join(""));
  }

  /** Keeps proxies from closing a connection on which nothing happens. */
  beat(): void {
    this.#write(": still here\n\n");
  }

  end(): void {
    if (!this.#isOpen()) return;
    this.#isEnding = true;
    this.readable.push(null);
    setTimeout(() => this.readable.destroy(), lastWordsMs).unref();
  }

  #write(text: string): void {
    if (!this.#isOpen()) return;
    if (this.readable.readableLength > maxWaitingBytes) this.readable.destroy();
    else this.readable.push(text);
  }

  #isOpen(): boolean {
    return !this.readable.destroyed && !this.#isEnding;
  }
}
