/** Yardstick of receiving: bare node:http that reads a request, parses its JSON and answers 202. Prints its URL. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const server = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = [];
  incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
  incoming.on("end", () => {
    JSON.parse(Buffer.concat(chunks).toString("utf8"));
    outgoing.writeHead(202, { "content-type": "application/json", "content-length": 5 });
    outgoing.end('"Ok."');
  });
});

server.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
