import { api, unwrap } from "../../../api/client.ts";

/** Ends all other sessions of whoever is signed in; the answer is the session that goes on. */
export function setOwnPassword(body: { current_password?: string; new_password: string }) {
  return unwrap(api.PUT("/api/v2/session/password", { body }));
}
