import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "./random.ts";

/** One request of an outgoing webhook, as the receiver saw it. */
export interface Receipt {
  /** Empty when the request carried none. */
  messageId: string;
  /** Path of the webhook's URL without the slash. */
  webhook: string;
  eventType: string;
  groupId: string;
  /** Position of the change among those of its group. */
  sequence: number;
  /** What was answered; `abandoned` when nobody waited for the answer any more. */
  status: number;
  arrivedAtMs: number;
  /** When the answer had been handed to the network; null while it has not. */
  answeredAtMs: number | null;
}

/** In place of a status: the other side had given the request up, by its deadline or because it was killed. */
export const abandoned = 0;

/** Stands in for the systems behind outgoing webhooks, and outlives every crash of the server. */
export interface Receiver {
  readonly url: string;
  readonly receipts: readonly Receipt[];
  /** From now on every answer is an immediate 200. */
  calm(): void;
  /** From now on requests arrive and are not answered. @returns what lets the answers go */
  holdAnswers(): () => void;
  stop(): Promise<void>;
}

const failing = 0.04;
const slow = 0.04;
const longestPauseMs = 800;

/** Answers most requests at once, some slowly; which ones are refused `statusOf` decides: some for the first time. */
export async function startReceiver(
  random: Random,
  statusOf: (receipt: Receipt) => number = failSomeOnce(random),
): Promise<Receiver> {
  const receipts: Receipt[] = [];
  let isCalm = false;
  let answersMayGo = Promise.resolve();

  const server = createServer((incoming, outgoing) => {
    receive(incoming, outgoing).catch(() => outgoing.destroy());
  });

  async function receive(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const receipt = toReceipt(incoming, await readText(incoming));
    receipts.push(receipt);
    if (!isCalm && random.isLikely(slow)) await pause(random.below(longestPauseMs));
    if (!isCalm) receipt.status = statusOf(receipt);
    await answersMayGo;
    if (outgoing.destroyed) {
      receipt.status = abandoned;
      return;
    }
    outgoing.writeHead(receipt.status, { "content-type": "application/json" });
    outgoing.end('{"ok":true}');
    receipt.answeredAtMs = performance.now();
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    receipts,
    calm() {
      isCalm = true;
    },
    holdAnswers() {
      const held = Promise.withResolvers<void>();
      answersMayGo = held.promise;
      return held.resolve;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function failSomeOnce(random: Random) {
  const failedOnce = new Set<string>();
  return ({ messageId }: Receipt): number => {
    if (failedOnce.has(messageId) || !random.isLikely(failing)) return 200;
    failedOnce.add(messageId);
    return 503;
  };
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function toReceipt(incoming: IncomingMessage, body: string): Receipt {
  const { event, alert_group: group } = JSON.parse(body) as {
    event: { type: string };
    alert_group: { id: string };
  };
  return {
    messageId: String(incoming.headers["webhook-id"] ?? ""),
    webhook: (incoming.url ?? "/").slice(1),
    eventType: event.type,
    groupId: group.id,
    sequence: Number(incoming.headers["tocsin-event-sequence"]),
    status: 200,
    arrivedAtMs: performance.now(),
    answeredAtMs: null,
  };
}
