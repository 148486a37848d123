import { expect } from "vitest";
import { journey, useConsole } from "../support/use-console.ts";

const world = useConsole();

journey(
  "a tool is connected by keyboard: its first request is told at once, and what it would do now",
  { world },
  async (page) => {
    await page.goto("/alert-groups");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("n");
    await page.getByRole("main").getByRole("link", { name: "New integration" }).first().press("Enter");
    await page.getByRole("searchbox", { name: "Find a tool" }).fill("generic");
    await page.getByRole("searchbox", { name: "Find a tool" }).press("Enter");
    await page.getByRole("textbox", { name: "Name" }).fill("Nightly jobs");
    await page.getByRole("textbox", { name: "Name" }).press("Enter");
    await page.getByRole("heading", { level: 1, name: "Nightly jobs" }).waitFor();
    await page.getByText("Waiting for the first request").waitFor();

    const url = await page.getByRole("textbox", { name: "Address for alerts" }).inputValue();
    const body = JSON.stringify({ check: { name: "Backup failed", result: "red" } });
    const headers = { "content-type": "application/json" };
    expect((await fetch(url, { method: "POST", headers, body })).status).toBe(200);
    await page.getByText("Received!").waitFor();

    await page.getByRole("tab", { name: "Last requests" }).press("Enter");
    await page.getByRole("button", { name: /1 alert/ }).press("Enter");
    await page.getByRole("button", { name: "What would it do now?" }).press("Enter");
    await page.getByText("Joins the open alert group").waitFor();
  },
);

journey(
  "a field mapping is tried on a real request before it is saved, and counts from then on",
  { world },
  async (page) => {
    const integration = await world.app.integrate({ type: "generic", name: "Scripts" });
    await world.app.send(integration, { check: { name: "Queue is stuck" } });
    await page.goto(`/integrations/${integration.publicId}?tab=mapping`);
    await page.getByRole("combobox", { name: "Title" }).fill("check.name");
    await page.getByRole("combobox", { name: "Title" }).press("Enter");
    const trial = page.getByRole("region", { name: "Trial" });
    await trial.getByRole("definition").filter({ hasText: "Queue is stuck" }).first().waitFor();
    await page.getByRole("button", { name: "Save mapping" }).click();
    await page.getByText("The field mapping is saved.").waitFor();

    await page.getByRole("button", { name: "Send demo alert" }).click();
    await page
      .getByRole("link", { name: /alert group/ })
      .last()
      .waitFor();
    await world.app.send(integration, { check: { name: "Disk is full" } });
    await page.goto("/alert-groups");
    await page.getByText("Disk is full").first().waitFor();
  },
);
