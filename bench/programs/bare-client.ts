/**
 * Yardstick of delivering: a bare node:http client with 64 keep-alive sockets that posts 1 KB again and again.
 * Arguments: URL, seconds. Prints requests per second.
 */
import { Agent, request } from "node:http";

const [url = "", seconds = "2"] = process.argv.slice(2);
const sockets = 64;
const body = JSON.stringify({ text: "x".repeat(1000) });
const agent = new Agent({ keepAlive: true, maxSockets: sockets });
const endsAt = performance.now() + Number(seconds) * 1000;
let answered = 0;

function post(): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": body.length };
    const outgoing = request(url, { method: "POST", agent, headers }, (incoming) => {
      incoming.resume();
      incoming.on("end", resolve);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

async function work(): Promise<void> {
  while (performance.now() < endsAt) {
    await post();
    answered += 1;
  }
}

const startedAt = performance.now();
await Promise.all(Array.from({ length: sockets }, work));
console.log(answered / ((performance.now() - startedAt) / 1000));
agent.destroy();
