import { sql } from "kysely";
import { afterAll, expect } from "vitest";
import { answer, type Reply, startReceiver } from "../../server/test/delivery/receiver.ts";
import { unwrap } from "../support/api.ts";
import { journey, useConsole } from "../support/use-console.ts";

const world = useConsole();
let reply: Reply = answer(400, "no such channel");
const receiver = await startReceiver((request, response) => reply(request, response));
let verdict: Reply = answer(410);
const endingReceiver = await startReceiver((request, response) => verdict(request, response));
afterAll(() => Promise.all([receiver.close(), endingReceiver.close()]));

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

journey(
  "a webhook that its receiver ended is switched on again with other delays, and what was given up is sent after all",
  { world },
  async (page) => {
    const integration = await world.app.integrate({ type: "webhook", name: "Mill" });
    const body = { name: "Pager", url: endingReceiver.url, trigger: "alert group created" } as const;
    const { id } = await unwrap(world.api.POST("/api/v2/webhooks", { body }));
    const read = () => unwrap(world.api.GET("/api/v2/webhooks/{id}", { params: { path: { id } } }));
    await world.app.send(integration, { title: "Mill stands still" });
    await expect.poll(async () => (await read()).is_enabled, { timeout: 20_000 }).toBe(false);
    await page.goto(`/webhooks/${id}?tab=settings`);
    await page.getByText("The server switched it off").waitFor();

    verdict = answer(200);
    const delivery = page.getByRole("group", { name: "Delivery" });
    await delivery.getByRole("combobox", { name: "When a message fails" }).click();
    await page.getByRole("option", { name: "Delays of my own" }).click();
    const delays = delivery.getByRole("textbox", { name: "Delays before the next tries" });
    await delays.fill("soon");
    await delivery.getByText("“soon” is no delay").waitFor();
    await delays.fill("30 s, 5 min");
    await delivery.getByText("3 tries within 5 min").waitFor();
    await page.getByRole("switch", { name: "Enabled" }).check();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("1 delivery was given up").waitFor();
    expect(await read()).toMatchObject({ is_enabled: true, delivery: { retry: [30, 300] } });

    await page.getByRole("link", { name: "Replay what was given up" }).click();
    await page.getByRole("button", { name: "Count them" }).click();
    await page.getByRole("button", { name: "Replay 1" }).click();
    await endingReceiver.arrivals(2);
    await page.getByText("Finished: 1 of 1 done").waitFor();
  },
);

journey(
  "what the server itself failed to deliver is seen in the list of webhooks, and sent again once it is mended",
  { world },
  async (page) => {
    const mended = await startReceiver();
    const integration = await world.app.integrate({ type: "webhook", name: "Press" });
    const made = world.api.POST("/api/v2/webhooks", {
      body: {
        ...{ name: "Archive", url: mended.url, username: "u", password: "p" },
        ...{ trigger: "alert group created", delivery: { retry: [0] } },
      },
    });
    const { id } = await unwrap(made);
    await sql`update webhooks set sealed_password = '\\x00' where public_id = ${id}`.execute(
      world.app.ctx.db,
    );
    await world.app.send(integration, { title: "Press stands still" });
    const count = async () => (await unwrap(world.api.GET("/api/v2/webhooks/dead-letters", {}))).count;
    await expect.poll(count, { timeout: 20_000 }).toBe(1);

    await page.goto("/webhooks");
    const banner = page
      .getByRole("alert")
      .filter({ hasText: "1 delivery failed because of the server itself" });
    await banner.getByRole("link", { name: "Archive" }).waitFor();
    const path = { params: { path: { id } }, body: { password: "p" } };
    await unwrap(world.api.PATCH("/api/v2/webhooks/{id}", path));
    await banner.getByRole("button", { name: "Send again" }).click();
    await page.getByText("1 delivery sent again.").waitFor();
    await mended.arrivals(1);
    await banner.waitFor({ state: "detached" });
    expect(mended.received[0]?.headers["webhook-replay"]).toBe("true");
    await mended.close();
  },
);

journey(
  "a webhook that hears of other webhooks is tested with a notice, and the console shows what arrived",
  { world },
  async (page) => {
    const operators = await startReceiver();
    const made = world.api.POST("/api/v2/webhooks", {
      body: {
        ...{ name: "Operators", url: operators.url, dialect: "standard" },
        settings: { events: ["webhook.failing", "webhook.disabled", "delivery.server_failed"] },
      },
    });
    const { id } = await unwrap(made);
    await page.goto(`/webhooks/${id}`);
    await page.getByRole("button", { name: "Send a test" }).click();
    await operators.arrivals(1);
    await page.getByText("webhook.failing").first().waitFor();
    const [received] = operators.received;
    expect(received?.headers["webhook-test"]).toBe("true");
    expect(JSON.parse(received?.body ?? "")).toMatchObject({
      type: "webhook.failing",
      data: { webhook: { id, name: "Operators" } },
    });
    await operators.close();
  },
);
