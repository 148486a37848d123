import { api, unwrap } from "../../../api/client.ts";
import type { Role } from "../../../api/session.ts";

/** The answer holds the token itself, this once. It acts as whoever makes it. */
export function createToken(body: { name: string; role: Role }) {
  return unwrap(api.POST("/api/v2/tokens", { body }));
}
