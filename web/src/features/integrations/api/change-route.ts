import { api, unwrap } from "../../../api/client.ts";
import type { DraftRoute } from "../routes-tab/model.ts";

/** Changes or moves a route. */
export function changeRoute(id: string, route: string, body: Partial<DraftRoute> & { position?: number }) {
  return unwrap(
    api.PATCH("/api/v2/integrations/{id}/routes/{route}", { params: { path: { id, route } }, body }),
  );
}
