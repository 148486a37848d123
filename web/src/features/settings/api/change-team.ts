import { api, unwrap } from "../../../api/client.ts";

export function changeTeam(id: string, body: { name: string }) {
  return unwrap(api.PATCH("/api/v2/teams/{id}", { params: { path: { id } }, body }));
}
