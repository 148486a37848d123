/** `npm run screenshots -- <folder>`: a picture of every view, light, dark and on a phone, of a server with data in it. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { startServerProcess } from "../../server/test/support/server-process.ts";
import { createApi, newAdmin } from "../support/api.ts";
import { launchChromium } from "../support/chromium.ts";
import { type Device, desktop, onPage, phone } from "../support/on-page.ts";
import { openView } from "./open-view.ts";
import { makeScene } from "./scene.ts";
import type { Scene } from "./scene-model.ts";
import { views } from "./views.ts";

const looks: readonly { name: string; device: Device; scheme: "light" | "dark" }[] = [
  { name: "light", device: desktop, scheme: "light" },
  { name: "dark", device: desktop, scheme: "dark" },
  { name: "phone", device: phone, scheme: "light" },
];

const token = "an-admin-token-for-screenshots";
const target = resolve(process.argv[2] ?? "screenshots");
const wanted = process.argv[3] ?? "";
const dataDir = await mkdtemp(join(tmpdir(), "tocsin-screenshots-"));
const browser = await launchChromium();
const server = await startServerProcess({
  dataDir,
  settings: { TOCSIN_ADMIN_TOKEN: token, TOCSIN_ALLOW_PRIVATE_NETWORKS: "127.0.0.0/8" },
});
try {
  const scene = await makeScene(server.url, token);
  await takeAll(browser, server.url, scene);
  await scene.close();
} finally {
  await browser.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function takeAll(on: Browser, origin: string, scene: Scene): Promise<void> {
  await mkdir(target, { recursive: true });
  const signIn = await newAdmin(createApi(origin, token), origin, "alice");
  for (const view of views.filter(({ name }) => name.includes(wanted))) {
    for (const { name, device, scheme } of looks) {
      const visit = {
        origin,
        device,
        scheme,
        foreseen: view.foreseen,
        ...(view.isAnonymous ? {} : { signIn }),
      };
      const path = join(target, `${view.name}.${name}.png`);
      await onPage(on, visit, async (page) => {
        await openView(page, view, scene);
        // A dialog covers what can be seen, not what is below it.
        const isCovered = (await page.getByRole("dialog").count()) > 0;
        await page.screenshot({ path, fullPage: !isCovered });
        console.log(path);
      }).catch((error: unknown) => {
        console.error(`${view.name}, ${name}:`, error instanceof Error ? error.message : error);
        process.exitCode = 1;
      });
    }
  }
}
