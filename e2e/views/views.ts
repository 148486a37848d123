import type { Page } from "playwright-core";
import type { Scene } from "./scene-model.ts";

/** One state of one view: where it is, and what to do there to see it. */
export interface View {
  /** Name of its pictures. */
  name: string;
  path: string | ((scene: Scene) => string);
  /** Nobody is signed in. */
  isAnonymous?: boolean;
  /** Answers of the server that this view is about. */
  foreseen?: RegExp;
  /** Opens what is looked at; the page has loaded. */
  show?: (page: Page) => Promise<unknown>;
}

/** Every view of the console, with its dialogs and its empty states. Checks and pictures go through this list. */
export const views: readonly View[] = [
  { name: "sign-in", path: "/sign-in", isAnonymous: true },
  { name: "sign-in-by-link", path: "/sign-in?token=abc", isAnonymous: true },
  { name: "first-steps", path: "/first-steps" },
  { name: "alert-groups", path: "/alert-groups" },
  { name: "alert-groups-all-states", path: "/alert-groups?status=firing,acknowledged,silenced,resolved" },
  { name: "alert-groups-none-found", path: "/alert-groups?q=nothing-has-this-name" },
  {
    name: "alert-groups-selected",
    path: "/alert-groups",
    show: async (page) => {
      await page
        .getByRole("checkbox", { name: /^Select/ })
        .first()
        .check();
      await page.getByRole("region", { name: "Selected alert groups" }).waitFor();
    },
  },
  { name: "alert-group", path: ({ group }) => `/alert-groups/${group}` },
  {
    name: "alert-group-silence",
    path: ({ group }) => `/alert-groups/${group}`,
    show: (page) => openMenu(page, "Silence"),
  },
  {
    name: "alert-group-attach",
    path: ({ group }) => `/alert-groups/${group}`,
    show: (page) => openDialog(page, "Attach…"),
  },
  { name: "incidents", path: "/incidents" },
  { name: "incident", path: ({ incident }) => `/incidents/${incident}` },
  { name: "incident-declare", path: "/incidents?declare=true" },
  { name: "integrations", path: "/integrations" },
  { name: "integration-new", path: "/integrations/new" },
  ...["connect", "requests", "templates", "routes", "mapping", "heartbeat", "settings"].map((tab) => ({
    name: `integration-${tab}`,
    path: ({ integration }: Scene) => `/integrations/${integration}?tab=${tab}`,
  })),
  { name: "webhooks", path: "/webhooks" },
  { name: "webhook-new", path: "/webhooks/new", show: fillWebhook },
  {
    name: "webhook-new-grafana",
    path: "/webhooks/new",
    show: (page) => page.getByLabel("Grafana Alerting").check(),
  },
  { name: "webhook-log", path: ({ webhook }) => `/webhooks/${webhook}` },
  {
    name: "webhook-log-open",
    path: ({ webhook }) => `/webhooks/${webhook}`,
    show: (page) => page.getByRole("button", { expanded: false, name: /try 1/ }).first().click(),
  },
  { name: "webhook-log-trouble", path: ({ troubledWebhook }) => `/webhooks/${troubledWebhook}` },
  { name: "webhook-settings", path: ({ webhook }) => `/webhooks/${webhook}?tab=settings` },
  { name: "webhook-replay", path: ({ webhook }) => `/webhooks/${webhook}?tab=replay` },
  { name: "settings-profile", path: "/settings/profile" },
  { name: "settings-users", path: "/settings/users" },
  { name: "settings-teams", path: "/settings/teams" },
  { name: "settings-tokens", path: "/settings/tokens" },
  { name: "settings-service-accounts", path: "/settings/service-accounts" },
  { name: "settings-instance", path: "/settings/instance" },
  { name: "settings-audit", path: "/settings/audit" },
  { name: "not-found", path: "/nowhere" },
  { name: "unknown-alert-group", path: "/alert-groups/I00000000000", foreseen: /^404 GET .*I00000000000/ },
  { name: "keys", path: "/alert-groups", show: showKeys },
  { name: "palette", path: "/alert-groups", show: showPalette },
  { name: "account-menu", path: "/settings/profile", show: (page) => openMenu(page, "Account and theme") },
];

async function openMenu(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
  await page.getByRole("menu").waitFor();
}

async function openDialog(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
  await page.getByRole("dialog").waitFor();
}

async function fillWebhook(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Status page");
  await page.getByRole("textbox", { name: "URL", exact: true }).fill("https://status.example.com/hook");
  await page.getByRole("region", { name: "Preview" }).locator("pre").first().waitFor();
}

async function showKeys(page: Page): Promise<void> {
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
}

async function showPalette(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("textbox", { name: "Search or command" }).fill("disk");
  await page.getByText("Disk /var/lib").last().waitFor();
}
