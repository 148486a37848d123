import type { IntegrationRegistry } from "../../core/integrations/registry.ts";

/** Names of OpsKnight's endpoints that other types of ours may be fed through, besides the one of that name. */
const otherTypes: Readonly<Record<string, readonly string[]>> = {
  webhook: ["generic", "webhook", "formatted_webhook"],
  prometheus: ["prometheus", "alertmanager"],
  grafana: ["grafana", "grafana_alerting"],
};

/** Types of integrations that an endpoint serves; empty when there is no such endpoint. */
export function typesOfTool(registry: IntegrationRegistry, tool: string): readonly string[] {
  const candidates = Object.hasOwn(otherTypes, tool) ? (otherTypes[tool] ?? []) : [tool];
  return candidates.filter((type) => registry.find(type) !== undefined);
}
