import { api, unwrap } from "../../../api/client.ts";

export function attachGroup(id: string, groupId: string) {
  const body = { alert_group_ids: [groupId] };
  return unwrap(api.POST("/api/v2/incidents/{id}/alert-groups", { params: { path: { id } }, body }));
}
