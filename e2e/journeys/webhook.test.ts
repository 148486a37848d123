import { afterAll, expect } from "vitest";
import { answer, type Reply, startReceiver } from "../../server/test/delivery/receiver.ts";
import { journey, useConsole } from "../support/use-console.ts";

const world = useConsole();
let reply: Reply = answer(400, "no such channel");
const receiver = await startReceiver((request, response) => reply(request, response));
afterAll(() => receiver.close());

journey(
  "a webhook is made, its failure is seen with the answer, and once mended it is sent again",
  { world },
  async (page) => {
    const integration = await world.app.integrate({
      type: "webhook",
      name: "Shop",
      templates: { "web.title": "{{ payload.title }}" },
    });
    await world.app.send(integration, { title: "Backup late" });
    await page.goto("/webhooks/new");
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Chat");
    await page.getByRole("textbox", { name: "URL", exact: true }).fill(`${receiver.url}/chat`);
    const preview = page.getByRole("region", { name: "Preview" });
    await preview.locator("pre", { hasText: "Backup late" }).first().waitFor();
    await page.getByRole("combobox", { name: "Sent on" }).click();
    await page.getByRole("option", { name: "alert group created" }).click();
    await page.getByRole("button", { name: "Create webhook" }).click();
    await page.getByRole("heading", { level: 1, name: "Chat" }).waitFor();

    await world.app.send(integration, { title: "Disk full" });
    await receiver.arrivals(1);
    const failed = page.getByRole("listitem").filter({ hasText: "given up" });
    await failed.getByRole("button", { name: /given up/ }).click();
    await failed.getByText("no such channel").waitFor();
    await failed.getByText("Disk full").first().waitFor();

    reply = answer(200, "posted");
    await failed.getByRole("checkbox").check();
    await page
      .getByRole("region", { name: "Chosen deliveries" })
      .getByRole("button", { name: "Replay" })
      .click();
    const delivered = page.getByRole("listitem").filter({ hasText: "delivered" });
    await delivered.waitFor();
    expect(receiver.received).toHaveLength(2);
    const [first, second] = receiver.received;
    expect(second?.path).toBe("/chat");
    expect(second?.body).toBe(first?.body);
  },
);
