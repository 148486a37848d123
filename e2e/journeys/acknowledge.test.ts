import type { Page } from "playwright-core";
import { expect } from "vitest";
import { phone } from "../support/on-page.ts";
import { journey, useConsole } from "../support/use-console.ts";

const world = useConsole();

journey("several alert groups are acknowledged at once, and it is taken back", { world }, async (page) => {
  const integration = await world.app.integrate({ type: "webhook", name: "Bulk", ...titled });
  for (const title of ["Disk full", "Queue stuck", "Backup late"])
    await world.app.send(integration, { title });
  await page.goto("/alert-groups");
  await page.getByRole("checkbox", { name: "Select Disk full" }).check();
  await page.getByRole("checkbox", { name: "Select Queue stuck" }).check();
  await page.getByRole("button", { name: "Acknowledge 2" }).click();
  await page.getByText("2 acknowledged").waitFor();
  await rowOf(page, "Disk full").getByText("acknowledged", { exact: true }).waitFor();
  expect(await statuses("acknowledged")).toEqual(["Disk full", "Queue stuck"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await rowOf(page, "Disk full").getByText("firing", { exact: true }).waitFor();
  await rowOf(page, "Queue stuck").getByText("firing", { exact: true }).waitFor();
  expect(await statuses("firing")).toEqual(["Backup late", "Disk full", "Queue stuck"]);
});

journey(
  "an alert is found and acknowledged with a thumb on a phone",
  { world, device: phone },
  async (page) => {
    const integration = await world.app.integrate({ type: "webhook", name: "Phone", ...titled });
    const { groups } = await world.app.send(integration, { title: "Checkout is down" });
    await page.goto("/alert-groups");
    await page.getByRole("link", { name: "Checkout is down" }).tap();
    await page.getByRole("heading", { level: 1, name: "Checkout is down" }).waitFor();
    const button = page.getByRole("button", { name: "Acknowledge", exact: true });
    const box = await button.boundingBox();
    // Within a thumb's reach, and large enough to be hit.
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(phone.height);
    await button.tap();
    await page.getByRole("button", { name: "Take acknowledgement back" }).waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(phone.width);
    expect(await world.app.group(groups[0] ?? "")).toMatchObject({ status: "acknowledged" });
  },
);

const titled = { templates: { "web.title": "{{ payload.title }}" } };

function rowOf(page: Page, title: string) {
  return page.locator("[data-state]", { has: page.getByRole("link", { name: title }) });
}

async function statuses(status: "firing" | "acknowledged"): Promise<string[]> {
  const { data } = await world.api.GET("/api/v2/alert-groups", { params: { query: { status: [status] } } });
  return (data?.items ?? []).map(({ title }) => title).sort();
}
