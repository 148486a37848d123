import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { adminToken, startTestApp, type TestApp } from "../../server/test/support/test-app.ts";
import { type Api, createApi, newAdmin } from "./api.ts";
import { launchChromium } from "./chromium.ts";
import { type Device, journeyMs, onPage } from "./on-page.ts";
import { requireFreshConsole } from "./require-console.ts";

/** A server with its console, and a browser; one of each for a test file. */
export interface ConsoleWorld {
  app: TestApp;
  api: Api;
  browser: Browser;
  signIn: (context: BrowserContext) => Promise<void>;
}

export function useConsole(): ConsoleWorld {
  const world = {} as ConsoleWorld;
  const cleanups: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    requireFreshConsole();
    const browser = await launchChromium();
    cleanups.push(() => browser.close());
    const app = await startTestApp();
    cleanups.push(() => app.stop());
    const api = createApi(app.url, adminToken);
    Object.assign(world, { app, api, browser, signIn: await newAdmin(api, app.url, "alice") });
  });
  afterAll(async () => {
    for (const cleanup of cleanups) await cleanup();
  });
  return world;
}

/** A way through the console that somebody who is signed in goes. */
export function journey(
  name: string,
  { world, device }: { world: ConsoleWorld; device?: Device },
  act: (page: Page) => Promise<void>,
): void {
  test(name, { timeout: journeyMs }, async () => {
    const { app, browser, signIn } = world;
    await onPage(browser, { origin: app.url, signIn, ...(device ? { device } : {}) }, act);
  });
}
