import { api, unwrap } from "../../../api/client.ts";

export function revokeToken(id: string) {
  return unwrap(api.DELETE("/api/v2/tokens/{id}", { params: { path: { id } } }));
}
