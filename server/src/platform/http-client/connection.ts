import type { Socket } from "node:net";
import { Client, type Dispatcher } from "undici";
import { parseAddress } from "./address.ts";

/** How long a connection may wait for its next request; a receiver's `Keep-Alive: timeout` shortens or extends it. */
const idleMs = 15_000;
const maxIdleMs = 60_000;
const maxHeaderBytes = 16 * 1024;

/**
 * One socket to one judged address, speaking HTTP/1.1. It never reconnects: a second connection needs a new judgement,
 * so it is a new object.
 */
export class Connection {
  readonly socket: Socket;
  readonly address: string;
  readonly openedAt: number;
  readonly #client: Client;

  constructor(origin: string, dialled: { socket: Socket; address: string }, openedAt: number) {
    this.socket = dialled.socket;
    this.address = dialled.address;
    this.openedAt = openedAt;
    let isHandedOver = false;
    this.#client = new Client(origin, {
      connect: (_, callback) => {
        const isFirst = !isHandedOver && !dialled.socket.destroyed;
        isHandedOver = true;
        // The client expects its connector to answer later, never within the call.
        process.nextTick(() => (isFirst ? callback(null, dialled.socket) : callback(connectionGone(), null)));
      },
      pipelining: 1,
      allowH2: false,
      useMilo: false,
      // The deadline of the request is the only timer; these would be reset by every byte.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: idleMs,
      keepAliveMaxTimeout: maxIdleMs,
      maxHeaderSize: maxHeaderBytes,
    });
  }

  /** Whether the socket still is what was judged (R12). */
  isUsable(): boolean {
    return !this.socket.destroyed && this.socket.writable && isPeer(this.socket, this.address);
  }

  dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    this.#client.dispatch(options, handler);
  }

  close(): void {
    this.socket.destroy();
    // Resolves only after the socket has closed; nobody needs to wait for that, and it fails only if already closed.
    this.#client.destroy().catch(() => undefined);
  }
}

/** Whether the other end of the socket is the address that was judged, however the system spells it. */
export function isPeer(socket: Socket, address: string): boolean {
  const peer = socket.remoteAddress;
  if (peer === address) return true;
  const [real, judged] = [parseAddress(peer ?? ""), parseAddress(address)];
  return real !== undefined && real.family === judged?.family && real.value === judged.value;
}

function connectionGone(): Error {
  return Object.assign(new Error("the connection is gone"), { code: "ECONNRESET" });
}
