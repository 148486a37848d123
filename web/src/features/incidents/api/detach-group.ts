import { api, unwrap } from "../../../api/client.ts";

export function detachGroup(id: string, groupId: string) {
  const params = { path: { id, groupId } };
  return unwrap(api.DELETE("/api/v2/incidents/{id}/alert-groups/{groupId}", { params }));
}
