import { readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { onPage } from "./on-page.ts";

let browser: Browser;
let origin: string;
const server = createServer((request, response) => {
  response.writeHead(request.url === "/" ? 200 : 500, {
    "content-type": "text/html",
    "content-security-policy": "default-src 'none'; img-src 'self'",
  });
  response.end("<!doctype html><title>t</title>");
});

beforeAll(async () => {
  browser = await launchChromium();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await browser.close();
  server.close();
});

const mistakes: [what: string, script: string, told: RegExp][] = [
  ["throws what nobody catches", "setTimeout(() => { throw new Error('lost') })", /uncaught Error: lost/],
  ["writes an error to the console", "console.error('odd')", /console error: odd/],
  [
    "breaks its content policy",
    "document.head.append(Object.assign(document.createElement('script'), { textContent: '1' }))",
    /Content Security Policy/,
  ],
  [
    "asks for what the server cannot answer",
    "document.body.append(Object.assign(new Image(), { src: '/gone' }))",
    /500 GET \/gone/,
  ],
];

test.each(
  mistakes,
)("a page that %s fails its journey, with a screenshot and its log", async (_, script, told) => {
  const message = await onPage(browser, { origin }, (page) => misbehave(page, script)).catch(String);
  expect(message).toMatch(told);
  const [, folder = ""] = /Screenshot and log: (\S+)/.exec(message ?? "") ?? [];
  expect((await readdir(folder)).sort()).toEqual(["log.txt", "page.png"]);
  await rm(folder, { recursive: true });
});

async function misbehave(page: Page, script: string): Promise<void> {
  await page.goto("/");
  const noticed = Promise.race([
    page.waitForEvent("pageerror"),
    page.waitForEvent("console"),
    page.waitForResponse((response) => response.url().endsWith("/gone")),
  ]);
  await page.evaluate(script);
  await noticed;
}
