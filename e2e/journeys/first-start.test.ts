import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServerProcess, startServerProcess } from "../../server/test/support/server-process.ts";
import { launchChromium } from "../support/chromium.ts";
import { journeyMs, onPage } from "../support/on-page.ts";
import { requireFreshConsole } from "../support/require-console.ts";

let browser: Browser;
let server: ServerProcess;
/** What the first start tells whoever looks at the terminal. */
const printed: string[] = [];
const cleanups: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  requireFreshConsole();
  const folder = await mkdtemp(join(tmpdir(), "tocsin-first-start-"));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  server = await startServerProcess({ dataDir: folder, onLine: (line) => printed.push(line) });
  cleanups.push(() => server.stop());
  browser = await launchChromium();
  cleanups.push(() => browser.close());
});

afterAll(async () => {
  for (const cleanup of cleanups.toReversed()) await cleanup();
});

test(
  "a fresh server leads from its printed link to the first alert, seen without reloading",
  { timeout: journeyMs },
  () =>
    onPage(browser, { origin: server.url }, async (page) => {
      await page.goto(printedAddress("Sign in"));
      await page.getByRole("button", { name: "Sign in on this device" }).click();
      await page.getByRole("heading", { level: 1, name: "First steps" }).waitFor();
      await step(page, "not yet").first().waitFor();
      expect(await step(page, "done").count()).toBe(0);
      await page.evaluate("window.isStillThisPage = true");
      const address = await page.getByRole("textbox", { name: "Address for alerts" }).inputValue();
      expect(address).toBe(printedAddress("A webhook for your alerts"));
      await post(address, "Hello from the first alert");
      await page.getByRole("link", { name: "Hello from the first alert" }).click();
      await page.getByRole("heading", { level: 1, name: "Hello from the first alert" }).waitFor();
      expect(await page.evaluate("window.isStillThisPage")).toBe(true);
      await expectLinkUsedUp(page);
    }),
);

/** The printed line is of no use to whoever finds it later. */
async function expectLinkUsedUp(page: Page): Promise<void> {
  const token = new URL(printedAddress("Sign in")).searchParams.get("token");
  const answer = await fetch(`${new URL(page.url()).origin}/api/v2/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ link_token: token }),
  });
  expect(answer.status).toBe(401);
}

function step(page: Page, state: "done" | "not yet") {
  return page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: `(${state})` }) });
}

function printedAddress(label: string): string {
  const line = printed.find((each) => each.trimStart().startsWith(label));
  const [address] = /http:\S+/.exec(line ?? "") ?? [];
  if (address === undefined) throw new Error(`The first start printed no "${label}":\n${printed.join("\n")}`);
  return address;
}

async function post(address: string, title: string): Promise<void> {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ title, state: "alerting" }),
  });
  expect(answer.status).toBe(200);
}
