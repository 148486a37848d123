import type { components, paths } from "../../api/schema.d.ts";

export type WebhookBody = NonNullable<
  paths["/api/v2/webhooks"]["post"]["requestBody"]
>["content"]["application/json"];
export type WebhookChanges = NonNullable<
  paths["/api/v2/webhooks/{id}"]["patch"]["requestBody"]
>["content"]["application/json"];
export type WebhookDetail = components["schemas"]["WebhookDetail"];
export type Attempt = components["schemas"]["Attempt"];
export type Dialect = WebhookDetail["dialect"];
export type TestableEvent = TestedEvent | "webhook failing";
export type TestedEvent = "alert group created" | "acknowledge" | "resolve" | "silence";

export interface AttemptFilter {
  result?: Attempt["result"];
  alert_group?: string;
  since?: string;
  until?: string;
}

/** What the address of a webhook's view holds. */
export interface WebhookSearch extends AttemptFilter {
  tab?: "log" | "settings" | "replay";
}

export const attemptResults = ["delivered", "retry", "failed", "superseded"] as const;
export const testedEvents = ["alert group created", "acknowledge", "resolve", "silence"] as const;
const noticeEvent = "webhook failing";

/** What a test of this webhook can tell; a webhook that only hears of others is not asked about alert groups. */
export function testableEvents({ dialect, settings }: WebhookDetail): readonly TestableEvent[] {
  const chosen: unknown[] = Array.isArray(settings.events) ? settings.events : [];
  if (dialect !== "standard" || !chosen.includes("webhook.failing")) return testedEvents;
  return chosen.includes("alert_group.created") ? [...testedEvents, noticeEvent] : [noticeEvent];
}

export const methods = ["POST", "PUT", "PATCH", "GET", "DELETE", "OPTIONS"] as const;
export const dialects: readonly { value: Dialect; label: string; description: string }[] = [
  {
    value: "oncall",
    label: "Grafana OnCall",
    description: "Your own URL, headers and body as Jinja templates.",
  },
  {
    value: "grafana",
    label: "Grafana Alerting",
    description: "What a webhook contact point of Grafana sends.",
  },
  { value: "opsknight", label: "OpsKnight", description: "incident.created and its like, signed." },
  {
    value: "standard",
    label: "Standard Webhooks",
    description:
      "Typed events with webhook-id, -timestamp and -signature. The best choice for a new receiver.",
  },
];

export function dialectLabel(dialect: string): string {
  return dialects.find(({ value }) => value === dialect)?.label ?? dialect;
}

/** Ways to begin in OnCall's form. */
export const presets = {
  simple: "Simple: the whole event",
  advanced: "Advanced: a body of your own",
} as const;
