import { api, unwrap } from "../../../api/client.ts";

export function addMember(id: string, userId: string) {
  return unwrap(api.PUT("/api/v2/teams/{id}/members/{userId}", { params: { path: { id, userId } } }));
}
