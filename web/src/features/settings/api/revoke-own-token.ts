import { api, unwrap } from "../../../api/client.ts";

export function revokeOwnToken(id: string) {
  return unwrap(api.DELETE("/api/v2/session/tokens/{id}", { params: { path: { id } } }));
}
