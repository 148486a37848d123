import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";

export interface Listening {
  /** Without a slash at the end. */
  readonly url: string;
  close(): void;
}

/** Takes connections and never answers. */
export function startHanging(): Promise<Listening> {
  return listen(createServer());
}

/** A receiver in this process, so that its clock is that of the sender. */
export interface Arrivals extends Listening {
  /** Resolves with the moment of the next request. */
  next(): Promise<number>;
}

/** Answers at once. `onArrival` hears the moment of every request. */
export async function startArrivals(onArrival?: (at: number) => void): Promise<Arrivals> {
  let onNext: ((at: number) => void) | undefined;
  const server = createHttpServer((incoming, outgoing) => {
    const at = performance.now();
    onArrival?.(at);
    onNext?.(at);
    incoming.resume();
    outgoing.end("ok");
  });
  return {
    ...(await listen(server)),
    next: () =>
      new Promise((resolve) => {
        onNext = resolve;
      }),
  };
}

function listen(server: Server): Promise<Listening> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      resolve({ url: `http://127.0.0.1:${port}`, close: () => server.close() });
    });
  });
}
