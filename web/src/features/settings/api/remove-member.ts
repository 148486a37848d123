import { api, unwrap } from "../../../api/client.ts";

export function removeMember(id: string, userId: string) {
  return unwrap(api.DELETE("/api/v2/teams/{id}/members/{userId}", { params: { path: { id, userId } } }));
}
