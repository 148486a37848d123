import { api, unwrap } from "../../../api/client.ts";
import type { Integration } from "../model.ts";

export interface IntegrationChanges {
  name?: string;
  description?: string | null;
  team_id?: string | null;
  labels?: Integration["labels"];
  dynamic_labels?: Integration["labels"];
}

export function changeIntegration(id: string, body: IntegrationChanges) {
  return unwrap(api.PATCH("/api/v2/integrations/{id}", { params: { path: { id } }, body }));
}

export function deleteIntegration(id: string) {
  return unwrap(api.DELETE("/api/v2/integrations/{id}", { params: { path: { id } } }));
}
