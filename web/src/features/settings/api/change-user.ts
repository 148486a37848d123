import { api, unwrap } from "../../../api/client.ts";
import type { Role } from "../../../api/session.ts";

/** What is absent stays as it is. */
export interface UserChange {
  role?: Role;
  email?: string;
  is_active?: boolean;
}

export function changeUser(id: string, body: UserChange) {
  return unwrap(api.PATCH("/api/v2/users/{id}", { params: { path: { id } }, body }));
}
