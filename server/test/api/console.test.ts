import { expect, test } from "vitest";
import { createMetrics } from "../../src/platform/metrics.ts";
import { buildApp, useWorld } from "./support.ts";

const world = useWorld();

const addresses = ["/", "/sign-in", "/alert-groups/IANYTHING", "/nothing/like/it"];

test.each(addresses)("%s answers with the console, which runs our own scripts only", async (path) => {
  const { status, headers, text } = await world.open(path);
  expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  const policy = String(headers["content-security-policy"]);
  expect(policy).toContain("default-src 'none'; script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=|style="/);
});

test("files whose names hold their hash are kept for ever, compressed where the browser takes it", async () => {
  const name = /src="\.\/(assets\/[^"]+\.js)"/.exec((await world.open("/")).text)?.[1];
  const { status, headers } = await world.open(`/${name}`, { "accept-encoding": "gzip, br" });
  expect([status, headers["content-encoding"]]).toEqual([200, "br"]);
  expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  const plain = await world.open(`/${name}`);
  expect([plain.status, plain.headers["content-encoding"]]).toEqual([200, undefined]);
});

test.each([
  "/assets/none.js",
  "/assets/..%2findex.html",
  "/integrations/v1/webhook/unknown/x",
  "/oncall/none",
  "/v2/none",
])("%s is no address of the console", async (path) => {
  expect((await world.open(path)).status).toBe(404);
});

test("nothing outside the built folder is served", async () => {
  expect((await world.open("/..%2f..%2fpackage.json")).text).not.toContain("workspaces");
});

test("programs that ask for no page get none", async () => {
  expect((await world.open("/alert-groups", { accept: "application/json" })).status).toBe(404);
});

test("a program at the address itself is told where console, API and guide are", async () => {
  const answer = await world.open("/", { accept: "*/*" });
  expect([answer.status, answer.headers["content-type"]]).toEqual([200, "application/json; charset=utf-8"]);
  const { console: page, documentation } = JSON.parse(answer.text);
  for (const address of [page, documentation]) {
    const path = new URL(address).pathname;
    expect((await world.open(path)).status, path).toBe(200);
  }
});

test("below a proxy's folder, addresses begin with that folder", async () => {
  const metrics = createMetrics("test");
  const app = await buildApp({ ...world.ctx, publicUrl: "https://example.com/tocsin", metrics });
  const answer = await app.inject({ method: "GET", url: "/", headers: { accept: "text/html" } });
  expect(answer.body).toContain('<base href="/tocsin/"');
  await app.close();
});
