import { unwrap } from "../support/api.ts";
import type { Scene, Seeding } from "./scene-model.ts";

/** A webhook in each form, one of them switched off, some of them in trouble. */
export async function seedWebhooks({
  api,
  receiver,
}: Seeding): Promise<Pick<Scene, "webhook" | "troubledWebhook">> {
  const { url } = receiver;
  const standardBody = '{"text": "{{ alert_group.title }} is {{ alert_group.state }}"}';
  const chat = await unwrap(
    api.POST("/api/v2/webhooks", {
      body: {
        ...{ name: "Chat room #ops", dialect: "oncall", url: `${url}/chat`, trigger: "status change" },
        ...{ forward_all: false, data: standardBody, headers: '{"X-Room": "ops"}' },
      },
    }),
  );
  const others = [
    { name: "Grafana's receiver", dialect: "grafana", url: `${url}/grafana` },
    { name: "OpsKnight bridge", dialect: "opsknight", url: `${url}/opsknight` },
    { name: "Old pager gateway", dialect: "standard", url: `${url}/pager`, is_enabled: false },
  ] as const;
  const room = {
    name: "Incident room",
    dialect: "oncall",
    trigger: "incident changed",
    url: `${url}/room`,
  } as const;
  for (const body of [...others, room]) await unwrap(api.POST("/api/v2/webhooks", { body }));
  const tickets = { name: "Ticket system", dialect: "standard", url: `${url}/tickets` } as const;
  const troubled = await unwrap(api.POST("/api/v2/webhooks", { body: tickets }));
  return { webhook: chat.id, troubledWebhook: troubled.id };
}
