import type { BrowserContext, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { adminToken } from "../../server/test/support/test-app.ts";
import { type Device, journeyMs, onPageOf, openContext } from "../support/on-page.ts";
import { useConsole } from "../support/use-console.ts";
import { findContrastViolations, findViolations } from "./accessibility.ts";
import { openView } from "./open-view.ts";
import { makeScene } from "./scene.ts";
import type { Scene } from "./scene-model.ts";
import { views } from "./views.ts";

const narrowest = 320;

/** Every view on this device, in both colour schemes; a phone also at the smallest width that we promise. */
export function checkViews(device: Device): void {
  const world = useConsole();
  let scene: Scene;
  let signedIn: BrowserContext;
  let anonymous: BrowserContext;
  beforeAll(async () => {
    const { app, browser, signIn } = world;
    scene = await makeScene(app.url, adminToken);
    signedIn = await openContext(browser, { origin: app.url, device, signIn });
    anonymous = await openContext(browser, { origin: app.url, device });
    return () => scene.close();
  }, journeyMs);

  test.each(views)("$name keeps WCAG 2.2 AA, light and dark", { timeout: journeyMs }, (view) =>
    onPageOf(
      view.isAnonymous ? anonymous : signedIn,
      async (page) => {
        await openView(page, view, scene);
        expect(await findViolations(page)).toEqual([]);
        await darken(page);
        expect(await findContrastViolations(page)).toEqual([]);
        if (device.isPhone) await expectToFit(page, device);
      },
      view.foreseen,
    ),
  );
}

async function darken(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.locator("html[data-mantine-color-scheme=dark]").waitFor();
  // Colours on their way to others are neither.
  await page.evaluate("Promise.all(document.getAnimations().map(({ finished }) => finished)).then(() => {})");
}

/** An open menu follows its button a moment after the page became narrower. */
async function expectToFit(page: Page, { height }: Device): Promise<void> {
  await page.setViewportSize({ width: narrowest, height });
  const width = () => page.evaluate("document.documentElement.scrollWidth");
  await expect.poll(width, { message: "width of the page", timeout: 5_000 }).toBe(narrowest);
}
