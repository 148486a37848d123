import Fastify from "fastify";
import { expect, test } from "vitest";
import { parseCidrList } from "../platform/http-client/index.ts";
import { createProxyTrust } from "./trusted-proxies.ts";

async function addressSeen(trusted: string, peer: string, forwardedFor: string): Promise<string> {
  const app = Fastify({ trustProxy: createProxyTrust(parseCidrList(trusted)) });
  app.get("/", (request) => request.ip);
  const headers = { "x-forwarded-for": forwardedFor };
  const { body } = await app.inject({ url: "/", remoteAddress: peer, headers });
  await app.close();
  return body;
}

test.each([
  { name: "nobody is believed unless told so", trusted: "", peer: "10.0.0.1", seen: "10.0.0.1" },
  { name: "a proxy is believed", trusted: "10.0.0.0/8", peer: "10.0.0.1", seen: "203.0.113.7" },
  {
    name: "a single address, told as IPv6",
    trusted: "10.0.0.1",
    peer: "::ffff:10.0.0.1",
    seen: "203.0.113.7",
  },
  { name: "others are not", trusted: "10.0.0.0/8", peer: "192.0.2.1", seen: "192.0.2.1" },
])("$name", async ({ trusted, peer, seen }) => {
  expect(await addressSeen(trusted, peer, "203.0.113.7")).toBe(seen);
});

test("what a client wrote itself is not believed; several proxies in a row are", async () => {
  expect(await addressSeen("10.0.0.0/8", "10.0.0.1", "1.1.1.1, 203.0.113.7")).toBe("203.0.113.7");
  expect(await addressSeen("10.0.0.0/8,fd00::/8", "fd00::1", "203.0.113.7, 10.0.0.2")).toBe("203.0.113.7");
});
