import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import { breakage } from "./classify-error.ts";
import type { Connection } from "./connection.ts";
import type { Deadline } from "./deadline.ts";
import type { Result } from "./outcome.ts";

export interface ResponseLimits {
  /** Bytes of the body handed to the caller. */
  keepBytes: number;
  /** Bytes of the body read before the connection is cut. */
  readBytes: number;
}

export interface Exchange {
  result: Result;
  /** Milliseconds on the clock of the exchange, when anything came. */
  firstByteAt: number | undefined;
  /** Whether the connection closed without one byte in answer: the request may be sent once more. */
  isUnanswered: boolean;
}

export interface Sending {
  options: Dispatcher.DispatchOptions;
  limits: ResponseLimits;
  deadline: Deadline;
  now: () => number;
}

/**
 * One request and its answer on one connection. Afterwards the connection is destroyed unless the answer was read to
 * its end, and undici has already closed it where the peer asked for that.
 */
export function exchange(connection: Connection, sending: Sending): Promise<Exchange> {
  return new Promise((resolve) => {
    const reader = new AnswerReader(connection, sending, resolve);
    sending.deadline.phase = "first-byte";
    sending.deadline.onEnd(() => reader.giveUp());
    if (!reader.isDone) connection.dispatch(sending.options, reader);
  });
}

class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #connection: Connection;
  readonly #sending: Sending;
  readonly #resolve: (exchange: Exchange) => void;
  readonly #bytesBefore: number;
  readonly #chunks: Buffer[] = [];
  #kept = 0;
  #read = 0;
  #status: number | undefined;
  #headers: IncomingHttpHeaders = {};
  #announcedBytes = 0;
  #firstByteAt: number | undefined;
  isDone = false;

  constructor(connection: Connection, sending: Sending, resolve: (exchange: Exchange) => void) {
    this.#connection = connection;
    this.#sending = sending;
    this.#resolve = resolve;
    this.#bytesBefore = connection.socket.bytesRead;
  }

  onRequestStart(): void {}

  onResponseStarted(): void {
    this.#firstByteAt ??= this.#sending.now();
    this.#sending.deadline.phase = "headers";
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.#firstByteAt ??= this.#sending.now();
    // Informational answers announce the real one; there may be any number, so the deadline keeps running.
    if (status < 200 || this.isDone) return;
    this.#status = status;
    this.#headers = headers;
    this.#announcedBytes = Number(headers["content-length"] ?? 0);
    this.#sending.deadline.phase = "body";
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.isDone) return;
    const { keepBytes, readBytes } = this.#sending.limits;
    this.#read += chunk.length;
    const kept = chunk.subarray(0, keepBytes - this.#kept);
    if (kept.length > 0) this.#chunks.push(kept);
    this.#kept += kept.length;
    const isHopeless = this.#kept === keepBytes && this.#announcedBytes > readBytes;
    if (this.#read > readBytes || isHopeless) {
      this.#finish(this.#response(true));
      this.#connection.close();
    }
  }

  onResponseEnd(): void {
    this.#finish(this.#response(this.#read > this.#kept));
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#finish(breakage(error, this.#status));
    this.#connection.close();
  }

  giveUp(): void {
    this.#finish(this.#sending.deadline.failure(this.#status));
    this.#connection.close();
  }

  #response(isTruncated: boolean): Result {
    return {
      kind: "response",
      status: this.#status ?? 0,
      headers: flatten(this.#headers),
      body: Buffer.concat(this.#chunks),
      isTruncated,
    };
  }

  #finish(result: Result): void {
    if (this.isDone) return;
    this.isDone = true;
    const isUnanswered =
      result.kind === "broken" &&
      (result.cause === "reset" || result.cause === "closed") &&
      this.#connection.socket.bytesRead === this.#bytesBefore;
    this.#resolve({ result, firstByteAt: this.#firstByteAt, isUnanswered });
  }
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = typeof value === "string" ? value : value.join(", ");
  }
  return flat;
}
