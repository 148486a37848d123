import type { Page } from "playwright-core";
import type { Scene } from "./scene-model.ts";
import type { View } from "./views.ts";

/** Opens a view and waits until all of it is there. */
export async function openView(page: Page, { path, show }: View, scene: Scene): Promise<void> {
  await page.goto(typeof path === "string" ? path : path(scene));
  await settled(page);
  if (!show) return;
  await show(page);
  await settled(page);
}

/** Headed, and nothing stands for what is still on its way. */
async function settled(page: Page): Promise<void> {
  await page.locator("h1, h2").first().waitFor();
  await page.locator(".mantine-Skeleton-root, [data-loading]").first().waitFor({ state: "hidden" });
  await page.evaluate("document.fonts.ready.then(() => {})");
}
