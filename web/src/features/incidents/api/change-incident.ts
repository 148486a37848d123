import { api, unwrap } from "../../../api/client.ts";

/** What is absent stays as it is. */
export interface IncidentChange {
  title?: string;
  severity?: string;
  status?: "active" | "resolved";
  labels?: string[];
  is_drill?: boolean;
  room_prefix?: string | null;
}

export function changeIncident(id: string, body: IncidentChange) {
  return unwrap(api.PATCH("/api/v2/incidents/{id}", { params: { path: { id } }, body }));
}
