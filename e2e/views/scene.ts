import { answer, startReceiver } from "../../server/test/delivery/receiver.ts";
import { type Api, createApi, unwrap } from "../support/api.ts";
import { alertmanagerPayload, grafanaPayload, shopAlerts } from "./scene-alerts.ts";
import type { Scene, Seeding } from "./scene-model.ts";
import { seedWebhooks } from "./scene-webhooks.ts";

/** Fills an empty server through its API and its addresses for alerts, as people and tools would. */
export async function makeScene(origin: string, token: string): Promise<Scene> {
  const receiver = await startReceiver((request, response) => {
    const [status, body] = replies[request.path] ?? [200, '{"ok": true}'];
    answer(status, body, { "content-type": "application/json" })(request, response);
  });
  const seeding: Seeding = { origin, api: createApi(origin, token), receiver };
  await seedPeople(seeding);
  const webhooks = await seedWebhooks(seeding);
  const { groups, integration } = await seedAlerts(seeding);
  await actAsBob(seeding, groups);
  const incident = await seedIncidents(seeding, groups);
  await everythingDelivered(seeding.api);
  return { group: groups[0] ?? "", incident, integration, ...webhooks, close: () => receiver.close() };
}

/** Answers of the receivers by path; all others are content. */
const replies: Record<string, [status: number, body: string]> = {
  "/opsknight": [400, '{"error": "unknown service integration-7"}'],
  "/tickets": [503, '{"error": "maintenance until 04:00"}'],
};

async function seedPeople({ api }: Seeding): Promise<void> {
  const people = [
    ["bob", "responder", "Europe/Berlin"],
    ["carol", "editor", "America/New_York"],
    ["dave", "viewer", null],
  ] as const;
  const ids: string[] = [];
  for (const [username, role, timezone] of people) {
    const body = { username, role, timezone, email: `${username}@example.com` };
    ids.push((await unwrap(api.POST("/api/v2/users", { body }))).id);
  }
  await unwrap(
    api.POST("/api/v2/teams", { body: { name: "Payments", email: "payments@example.com", member_ids: ids } }),
  );
  await unwrap(api.POST("/api/v2/teams", { body: { name: "Platform", member_ids: ids.slice(0, 1) } }));
}

/** @returns ids of the groups, the first one is the richest, and of an integration that takes a field mapping */
async function seedAlerts({ api }: Seeding): Promise<{ groups: string[]; integration: string }> {
  const sources = [
    {
      type: "alertmanager",
      name: "Production Prometheus",
      payloads: [alertmanagerPayload(1), alertmanagerPayload(2)],
    },
    { type: "grafana_alerting", name: "Grafana", payloads: [grafanaPayload] },
    { type: "webhook", name: "Shop", payloads: shopAlerts },
    {
      type: "generic",
      name: "Scripts",
      payloads: [{ title: "Import of prices failed", status: "critical" }],
    },
  ];
  const groups: string[] = [];
  let integration = "";
  for (const { type, name, payloads } of sources) {
    const templates = type === "webhook" ? { "web.title": "{{ payload.title }}" } : {};
    const { id, url } = await unwrap(api.POST("/api/v2/integrations", { body: { type, name, templates } }));
    integration = id;
    for (const payload of payloads) groups.push(...(await send(url ?? "", payload)));
  }
  return { groups: [...new Set(groups)], integration };
}

async function send(url: string, payload: object): Promise<string[]> {
  const answered = await fetch(`${url}?wait=true`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(payload),
  });
  const { alert_groups: groups } = (await answered.json()) as { alert_groups?: { id: string }[] };
  return (groups ?? []).map(({ id }) => id);
}

/** What people did to the groups, with their names in the timelines. */
async function actAsBob({ api, origin }: Seeding, groups: string[]): Promise<void> {
  const { items } = await unwrap(api.GET("/api/v2/users", { params: { query: { limit: 50 } } }));
  const bob = items.find(({ username }) => username === "bob");
  const body = { name: "Bob's laptop", role: "responder", user_id: bob?.id ?? null } as const;
  const { token } = await unwrap(api.POST("/api/v2/tokens", { body }));
  const bobs = createApi(origin, token);
  const [rich = "", grafana = "", ...shop] = groups;
  const act = async (ids: string[], action: "acknowledge" | "unacknowledge" | "resolve") =>
    unwrap(bobs.POST("/api/v2/alert-groups/bulk-actions", { body: { ids, do: { action } } }));
  await act([rich], "acknowledge");
  await act([rich], "unacknowledge");
  await act([grafana, ...shop.slice(0, 2)], "acknowledge");
  await act(shop.slice(2, 5), "resolve");
  const silence = { action: "silence", duration_seconds: 4 * 3600 } as const;
  await unwrap(
    bobs.POST("/api/v2/alert-groups/bulk-actions", { body: { ids: shop.slice(5, 7), do: silence } }),
  );
}

async function seedIncidents({ api, origin }: Seeding, groups: string[]): Promise<string> {
  const account = await unwrap(api.POST("/api/v2/service-accounts", { body: { name: "PRTG" } }));
  const params = { path: { id: account.id } };
  const made = await unwrap(
    api.POST("/api/v2/service-accounts/{id}/tokens", { params, body: { name: "incoming webhook" } }),
  );
  const query = "title=json(report.title)&severity=major&labels=web,json(report.team)";
  await fetch(`${origin}/api/experimental/incoming-webhooks/grafana.incident.create?${query}`, {
    method: "POST",
    headers: { authorization: `Bearer ${made.token}`, "content-type": "application/json" },
    body: JSON.stringify({ report: { title: "Checkout answers with 502", team: "payments", seen: 412 } }),
  });
  const drill = { title: "Failover of the primary database", severity: "minor", is_drill: true };
  await unwrap(api.POST("/api/v2/incidents", { body: drill }));
  const past = {
    title: "Expired certificate on the status page",
    severity: "minor",
    status: "resolved",
  } as const;
  await unwrap(api.POST("/api/v2/incidents", { body: past }));
  const { items } = await unwrap(api.GET("/api/v2/incidents", { params: { query: { limit: 10 } } }));
  const id = items.find(({ title }) => title.startsWith("Checkout"))?.id ?? "";
  await unwrap(
    api.POST("/api/v2/incidents/{id}/notes", {
      params: { path: { id } },
      body: {
        text: "Payment provider confirms trouble in eu-west-1. Traffic goes to eu-central-1 meanwhile.",
      },
    }),
  );
  const attached = { alert_group_ids: groups.slice(0, 2) };
  await unwrap(api.POST("/api/v2/incidents/{id}/alert-groups", { params: { path: { id } }, body: attached }));
  await unwrap(
    api.PATCH("/api/v2/incidents/{id}", { params: { path: { id } }, body: { severity: "critical" } }),
  );
  return id;
}

/** Nothing moves any more: every delivery was tried once, what failed waits for its next try. */
async function everythingDelivered(api: Api): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  let before = -1;
  for (;;) {
    const { items } = await unwrap(api.GET("/api/v2/attempts", { params: { query: { limit: 200 } } }));
    if (items.length > 0 && items.length === before) return;
    if (performance.now() > giveUpAt) throw new Error("The webhooks of the scene are not delivered.");
    before = items.length;
    await new Promise((resolve) => setTimeout(resolve, settleMs));
  }
}

const patienceMs = 30_000;
const settleMs = 400;
