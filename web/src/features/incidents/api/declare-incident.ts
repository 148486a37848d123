import { api, unwrap } from "../../../api/client.ts";

export interface NewIncident {
  title: string;
  severity: string;
  labels: string[];
  is_drill: boolean;
}

export function declareIncident(body: NewIncident) {
  return unwrap(api.POST("/api/v2/incidents", { body }));
}
