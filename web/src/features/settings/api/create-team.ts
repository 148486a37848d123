import { api, unwrap } from "../../../api/client.ts";

export function createTeam(body: { name: string }) {
  return unwrap(api.POST("/api/v2/teams", { body }));
}
