import { api, unwrap } from "../../../api/client.ts";

export function deleteServiceAccount(id: string) {
  return unwrap(api.DELETE("/api/v2/service-accounts/{id}", { params: { path: { id } } }));
}
