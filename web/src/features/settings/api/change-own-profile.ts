import { api, unwrap } from "../../../api/client.ts";

export function changeOwnProfile(body: { email: string; timezone: string | null }) {
  return unwrap(api.PATCH("/api/v2/users/me", { body }));
}
