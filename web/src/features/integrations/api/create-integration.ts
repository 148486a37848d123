import { api, unwrap } from "../../../api/client.ts";

export function createIntegration(body: { type: string; name: string; team_id: string | null }) {
  return unwrap(api.POST("/api/v2/integrations", { body }));
}
