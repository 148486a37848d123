import { expect } from "vitest";
import { journey, useConsole } from "../support/use-console.ts";

const world = useConsole();

journey(
  "a template is edited on a real payload, and the next alert has the changed title",
  { world },
  async (page) => {
    const integration = await world.app.integrate({
      type: "webhook",
      name: "Shop",
      templates: { "web.title": "{{ payload.title }}" },
    });
    await world.app.send(integration, { title: "Disk full", host: "db-3" });
    await page.goto(`/integrations/${integration.publicId}?tab=templates`);
    const editor = page.getByRole("textbox", { name: /: template$/ });
    await editor.fill("{{ payload.host }}: {{ payload.title }}");
    await page.getByText("db-3: Disk full").first().waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved. It holds for alerts from now on.").waitFor();

    await world.app.send(integration, { title: "Queue stuck", host: "mq-1" });
    await page.goto("/alert-groups");
    await page.getByRole("link", { name: "mq-1: Queue stuck" }).waitFor();
    expect(await page.getByRole("link", { name: "Disk full", exact: true }).count()).toBe(1);
  },
);
