import { api, unwrap } from "../../../api/client.ts";
import type { Role } from "../../../api/session.ts";

export interface NewUser {
  username: string;
  email: string;
  role: Role;
}

export function createUser(body: NewUser) {
  return unwrap(api.POST("/api/v2/users", { body }));
}
