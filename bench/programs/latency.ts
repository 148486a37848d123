/**
 * Sends alerts at a steady rate and receives what the server tells about them, in one process so that one clock times
 * both ends. Prints its URL for the webhook first, does the job that then comes on standard input, and prints the
 * milliseconds from sending an alert to the first byte of the webhook's request: median, 99th percentile, count.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { generate } from "../load/generate.ts";
import type { LoadJob } from "../load/job.ts";

const sentAt = new Map<string, number>();
const latencies: number[] = [];

const server = createServer((incoming, outgoing) => {
  const arrivedAt = performance.now();
  const chunks: Buffer[] = [];
  incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
  incoming.on("end", () => {
    outgoing.end("ok");
    const { alert_payload: alert } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as {
      alert_payload: { uid: string };
    };
    const started = sentAt.get(alert.uid);
    sentAt.delete(alert.uid);
    if (started !== undefined) latencies.push(arrivedAt - started);
  });
});
server.keepAliveTimeout = 60_000;

server.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

const mostWaits = 100;

for await (const line of createInterface({ input: process.stdin })) {
  await generate(JSON.parse(line) as LoadJob, (uid) => sentAt.set(uid, performance.now()));
  for (let waits = 0; sentAt.size > 0 && waits < mostWaits; waits += 1) await pause(100);
  latencies.sort((one, other) => one - other);
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0;
  console.log(
    JSON.stringify({ p50Ms: at(0.5), p99Ms: at(0.99), count: latencies.length, missing: sentAt.size }),
  );
  break;
}
server.closeAllConnections();
server.close();
