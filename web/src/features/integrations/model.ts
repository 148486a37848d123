import type { components } from "../../api/schema.d.ts";

export type Integration = components["schemas"]["Integration"];
export type IntegrationType = components["schemas"]["IntegrationType"];
export type Connection = components["schemas"]["IntegrationConnection"];
export type LastRequest = components["schemas"]["LastRequest"];
export type RequestTrial = components["schemas"]["Replay"];
export type TriedAlert = Extract<RequestTrial, { result: "interpreted" }>["alerts"][number];

/** What the view of one integration holds in its address. */
export interface IntegrationSearch {
  /** One of `tabs.ts`; the first when absent. */
  tab?: string;
}

/** What every part of that view is given. */
export interface TabProps {
  integrationId: string;
  integration: Integration;
}

/** How it is with an integration, the most telling first. */
export type IntegrationState = "maintenance" | "debug" | "receiving" | "refusing" | "silent";

export function stateOf({ maintenance, last_request_at, refused_requests }: Integration): IntegrationState {
  if (maintenance) return maintenance.mode === "debug" ? "debug" : "maintenance";
  if (last_request_at !== null) return "receiving";
  return refused_requests > 0 ? "refusing" : "silent";
}

const categoryLabels: Readonly<Record<IntegrationType["category"], string>> = {
  any: "Anything that can send",
  metrics: "Metrics, logs and traces",
  cloud: "Clouds",
  uptime: "Uptime",
  development: "Code and errors",
  paging: "In place of another on-call tool",
};

export interface Shelf {
  label: string;
  types: IntegrationType[];
}

/** The tools that match a text, on their shelves; empty shelves are left out. */
export function shelvesOf(types: readonly IntegrationType[], text: string): Shelf[] {
  const wanted = text.trim().toLowerCase();
  const matching = types
    .filter(({ title, type }) => `${title} ${type}`.toLowerCase().includes(wanted))
    .toSorted((one, other) => one.title.localeCompare(other.title, "en"));
  return Object.entries(categoryLabels)
    .map(([category, label]) => ({ label, types: matching.filter((type) => type.category === category) }))
    .filter((shelf) => shelf.types.length > 0);
}
