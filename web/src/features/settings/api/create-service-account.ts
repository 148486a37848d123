import { api, unwrap } from "../../../api/client.ts";
import type { Role } from "../../../api/session.ts";

export function createServiceAccount(body: { name: string; role: Role }) {
  return unwrap(api.POST("/api/v2/service-accounts", { body }));
}
