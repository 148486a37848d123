import { api, unwrap } from "../../../api/client.ts";

/** Deletes a route; its alert groups stay. */
export function deleteRoute(id: string, route: string) {
  return unwrap(api.DELETE("/api/v2/integrations/{id}/routes/{route}", { params: { path: { id, route } } }));
}
