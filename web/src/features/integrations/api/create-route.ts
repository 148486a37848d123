import { api, unwrap } from "../../../api/client.ts";
import type { DraftRoute } from "../routes-tab/model.ts";

/** Makes a route, before the default one. */
export function createRoute(id: string, body: DraftRoute) {
  return unwrap(api.POST("/api/v2/integrations/{id}/routes", { params: { path: { id } }, body }));
}
