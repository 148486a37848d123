import { api, unwrap } from "../../../api/client.ts";

/** The answer holds the token itself, this once. */
export function createAccountToken(id: string, name: string) {
  return unwrap(
    api.POST("/api/v2/service-accounts/{id}/tokens", { params: { path: { id } }, body: { name } }),
  );
}
