import { AppError } from "../../platform/errors.ts";
import { type Caller, type Role, roles } from "./model.ts";

/** Whether the rights of `role` include those of `needed`. */
export function includesRole(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/** @throws AppError `forbidden` when the caller's role is too low */
export function requireRole(caller: Caller, needed: Role): void {
  if (includesRole(caller.role, needed)) return;
  throw new AppError("forbidden", "You do not have permission to perform this action.", {
    details: { caller: caller.label, role: caller.role, needed },
  });
}
