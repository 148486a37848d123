import { connect, createServer, type Server, type Socket } from "node:net";

/** A TCP proxy in front of PostgreSQL that can fall silent or hang up, as a network or a stopped database does. */
export interface BreakableProxy {
  port: number;
  /** Connections stay open, but nothing passes. */
  freeze(): void;
  /** Every connection is cut and new ones are refused at once. */
  cut(): void;
  restore(): void;
  close(): Promise<void>;
}

export async function startProxy(
  target: { host: string; port: number } | { path: string },
): Promise<BreakableProxy> {
  const sockets = new Set<Socket>();
  let mode: "pass" | "frozen" | "cut" = "pass";

  function join(socket: Socket): void {
    if (mode === "cut") {
      socket.destroy();
      return;
    }
    const upstream = connect(target);
    for (const [from, to] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      sockets.add(from);
      from.on("data", (chunk) => to.write(chunk));
      from.on("error", () => to.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
      if (mode === "frozen") from.pause();
    }
  }

  const server: Server = createServer(join);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    freeze() {
      mode = "frozen";
      for (const socket of sockets) socket.pause();
    },
    cut() {
      mode = "cut";
      for (const socket of sockets) socket.destroy();
    },
    restore() {
      mode = "pass";
      for (const socket of sockets) socket.resume();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
