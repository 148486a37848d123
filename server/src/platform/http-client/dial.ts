import { connect, type Socket } from "node:net";
import { connectFailure } from "./classify-error.ts";
import type { Deadline } from "./deadline.ts";
import type { Failure } from "./outcome.ts";

export interface Dialled {
  kind: "dialled";
  socket: Socket;
  /** The judged address this socket was opened to. */
  address: string;
}

/** RFC 8305: the next address is tried when the last one has not answered for this long. */
const staggerMs = 250;
/** A name may have hundreds of answers; all are judged, but no request knocks on more doors than this. */
const maxAttempts = 6;

/**
 * Opens a TCP connection to the first of the addresses that accepts. Addresses are literals, so Node resolves nothing.
 */
export function dial(
  addresses: readonly string[],
  port: number,
  deadline: Deadline,
): Promise<Dialled | Failure> {
  return new Promise((resolve) =>
    new Race(inTurns(addresses).slice(0, maxAttempts), port, resolve).start(deadline),
  );
}

class Race {
  readonly #addresses: readonly string[];
  readonly #port: number;
  readonly #resolve: (result: Dialled | Failure) => void;
  readonly #sockets = new Set<Socket>();
  #next = 0;
  #stagger: NodeJS.Timeout | undefined;

  constructor(addresses: readonly string[], port: number, resolve: (result: Dialled | Failure) => void) {
    this.#addresses = addresses;
    this.#port = port;
    this.#resolve = resolve;
  }

  start(deadline: Deadline): void {
    deadline.onEnd((failure) => this.#finish(failure));
    this.#tryNext();
  }

  #tryNext(): void {
    clearTimeout(this.#stagger);
    const address = this.#addresses[this.#next];
    if (address === undefined) return;
    this.#next += 1;
    const socket = connect({
      host: address,
      port: this.#port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 60_000,
    });
    this.#sockets.add(socket);
    socket.once("connect", () => {
      this.#sockets.delete(socket);
      this.#finish({ kind: "dialled", socket, address });
    });
    // Stays on for the life of the socket: an error event nobody listens to would end the process.
    socket.on("error", (error) => this.#lose(socket, error));
    this.#stagger = setTimeout(() => this.#tryNext(), staggerMs);
  }

  #lose(socket: Socket, error: Error): void {
    if (!this.#sockets.delete(socket)) return;
    if (this.#next < this.#addresses.length) this.#tryNext();
    else if (this.#sockets.size === 0) this.#finish(connectFailure(error));
  }

  #finish(result: Dialled | Failure): void {
    clearTimeout(this.#stagger);
    this.#next = this.#addresses.length;
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
    this.#resolve(result);
  }
}

/** Families take turns, so that a broken one costs one wait and not the whole time. */
function inTurns(addresses: readonly string[]): string[] {
  const unique = [...new Set(addresses)];
  const isFirstV6 = unique[0]?.includes(":") ?? false;
  const first = unique.filter((address) => address.includes(":") === isFirstV6);
  const second = unique.filter((address) => address.includes(":") !== isFirstV6);
  return first
    .flatMap((address, index) => [address, ...second.slice(index, index + 1)])
    .concat(second.slice(first.length));
}
