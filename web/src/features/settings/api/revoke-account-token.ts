import { api, unwrap } from "../../../api/client.ts";

export function revokeAccountToken(id: string, tokenId: string) {
  const params = { path: { id, tokenId } };
  return unwrap(api.DELETE("/api/v2/service-accounts/{id}/tokens/{tokenId}", { params }));
}
