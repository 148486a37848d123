import { api, unwrap } from "../../../api/client.ts";

export function deleteTeam(id: string) {
  return unwrap(api.DELETE("/api/v2/teams/{id}", { params: { path: { id } } }));
}
