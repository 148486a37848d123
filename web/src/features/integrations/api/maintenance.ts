import { api, unwrap } from "../../../api/client.ts";

export interface MaintenanceWish {
  mode: "maintenance" | "debug";
  duration_seconds: number;
}

export function startMaintenance(id: string, body: MaintenanceWish) {
  return unwrap(api.POST("/api/v2/integrations/{id}/maintenance", { params: { path: { id } }, body }));
}

/** Ends it now; what was collected is resolved. */
export function stopMaintenance(id: string) {
  return unwrap(api.DELETE("/api/v2/integrations/{id}/maintenance", { params: { path: { id } } }));
}
