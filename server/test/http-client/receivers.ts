import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTcpServer, type Socket, type Server as TcpServer } from "node:net";
import { onTestFinished } from "vitest";
import {
  createHttpClient,
  createPolicy,
  type HttpClient,
  type HttpClientOptions,
  type HttpRequest,
  parseCidrList,
} from "../../src/platform/http-client/index.ts";

/** A client for which loopback is opened; closed when the test is over. */
export function loopbackClient(options: Partial<HttpClientOptions> = {}): HttpClient {
  const client = createHttpClient({
    policy: createPolicy({ allowedCidrs: parseCidrList("127.0.0.0/8") }),
    ...options,
  });
  onTestFinished(() => client.close());
  return client;
}

export function post(url: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: "POST",
    url,
    headers: { "content-type": "application/json" },
    body: "{}",
    deadlineMs: 2_000,
    ...more,
  };
}

/** A well-behaved server; gives its origin. */
export async function httpReceiver(listener: RequestListener): Promise<{ origin: string; server: Server }> {
  const server = createServer(listener);
  server.keepAliveTimeout = 60_000;
  const origin = await listen(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin, server };
}

/** A server that speaks bytes; `onSocket` gets each connection. */
export async function tcpReceiver(onSocket: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // The client cuts connections on purpose; what the receiver then sees is no failure of a test.
    socket.on("error", () => socket.destroy());
    onSocket(socket);
  });
  const origin = await listen(server);
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return origin;
}

/** A server that waits for the end of a request's headers and then does what it is told, for each request. */
export function afterRequest(act: (socket: Socket, count: number) => void): Promise<string> {
  return tcpReceiver((socket) => {
    let count = 0;
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (!text.includes("\r\n\r\n")) return;
      text = "";
      count += 1;
      act(socket, count);
    });
  });
}

/** Writes the pieces one after the other at a pace, again and again, until the other side has had enough. */
export function drip(socket: Socket, pieces: string, everyMs: number): void {
  let index = 0;
  const timer = setInterval(() => {
    socket.write(pieces[index % pieces.length] ?? "");
    index += 1;
  }, everyMs);
  socket.on("close", () => clearInterval(timer));
}

/** Writes the same chunk as fast as the other side takes it. */
export function flood(socket: Socket, chunk: Buffer): void {
  const pump = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on("drain", pump);
  pump();
}

/** Listens on a free port of loopback; gives the origin. */
export function listen(server: TcpServer): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const bound = server.address();
      resolve(`http://127.0.0.1:${bound !== null && typeof bound === "object" ? bound.port : 0}`);
    });
  });
}
