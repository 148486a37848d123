import { api, unwrap } from "../../../api/client.ts";

/** A link that signs the user in, once, within an hour. */
export function makeSignInLink(id: string) {
  return unwrap(api.POST("/api/v2/users/{id}/sign-in-link", { params: { path: { id } } }));
}
