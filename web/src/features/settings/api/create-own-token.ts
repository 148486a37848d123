import { api, unwrap } from "../../../api/client.ts";

/** The answer holds the token itself, this once. */
export function createOwnToken(name: string) {
  return unwrap(api.POST("/api/v2/session/tokens", { body: { name } }));
}
