import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands in for two systems behind outgoing webhooks, of which one can be down, and counts what each of them took. */
export interface LedgerReceiver {
  readonly url: string;
  readonly healthy: Ledger;
  readonly failing: Ledger;
  /** From now on the failing one answers 503, or takes everything. */
  setDown(isDown: boolean): void;
  stop(): Promise<void>;
}

export interface Ledger {
  /** How often each alert's message was taken. */
  readonly taken: ReadonlyMap<string, number>;
  /** When requests were refused, in milliseconds since 1970. */
  readonly refusedAtMs: readonly number[];
  /** Messages taken in each second since 1970. */
  readonly takenBySecond: ReadonlyMap<number, number>;
  /** In milliseconds since 1970. */
  readonly lastTakenAtMs: number;
}

class CountingLedger implements Ledger {
  readonly taken = new Map<string, number>();
  readonly refusedAtMs: number[] = [];
  readonly takenBySecond = new Map<number, number>();
  lastTakenAtMs = 0;
  isDown = false;

  /** @returns the status to answer */
  receive(body: string): number {
    const now = Date.now();
    if (this.isDown) {
      this.refusedAtMs.push(now);
      return 503;
    }
    const { alert_payload: alert } = JSON.parse(body) as { alert_payload: { uid: string } };
    const second = Math.floor(now / 1_000);
    this.taken.set(alert.uid, (this.taken.get(alert.uid) ?? 0) + 1);
    this.takenBySecond.set(second, (this.takenBySecond.get(second) ?? 0) + 1);
    this.lastTakenAtMs = now;
    return 200;
  }
}

export const paths = { healthy: "/healthy", failing: "/failing" } as const;

export async function startLedgerReceiver(): Promise<LedgerReceiver> {
  const healthy = new CountingLedger();
  const failing = new CountingLedger();
  const server = createServer((incoming, outgoing) => {
    const ledger = incoming.url === paths.failing ? failing : healthy;
    readText(incoming).then(
      (body) => outgoing.writeHead(ledger.receive(body)).end(),
      () => outgoing.destroy(),
    );
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    healthy,
    failing,
    setDown(isDown) {
      failing.isDown = isDown;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
