/** The receiver of outgoing webhooks: bare node:http that sends back what it got. `GET /count` tells how often. Prints its URL. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

let count = 0;

const server = createServer((incoming, outgoing) => {
  if (incoming.method === "GET") {
    outgoing.end(String(count));
    return;
  }
  const chunks: Buffer[] = [];
  incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
  incoming.on("end", () => {
    const body = Buffer.concat(chunks);
    count += 1;
    outgoing.writeHead(200, { "content-type": "application/json", "content-length": body.length });
    outgoing.end(body);
  });
});
server.keepAliveTimeout = 60_000;

server.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
