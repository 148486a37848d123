import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What a receiver does with a request; `hang` leaves it open until the receiver is closed. */
export type Reply = (request: Received, response: ServerResponse) => void;

export interface Receiver {
  url: string;
  received: Received[];
  /** Resolves when this many requests have come in, counted from the start. */
  arrivals(count: number): Promise<void>;
  close(): Promise<void>;
}

export const hang: Reply = () => {};

export function answer(status: number, body = "", headers: Record<string, string> = {}): Reply {
  return (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
}

/** A webhook receiver on loopback that keeps what it gets. */
export async function startReceiver(reply: Reply = answer(200, "ok")): Promise<Receiver> {
  const received: Received[] = [];
  let waiting: { count: number; resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const entry = {
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      };
      received.push(entry);
      for (const { resolve } of waiting.filter(({ count }) => count <= received.length)) resolve();
      waiting = waiting.filter(({ count }) => count > received.length);
      reply(entry, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    arrivals: (count) =>
      count <= received.length
        ? Promise.resolve()
        : new Promise((resolve) => waiting.push({ count, resolve })),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
