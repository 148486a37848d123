import { AppError } from "../../platform/errors.ts";
import { type Caller, type Role, roles } from "./model.ts";

/** Whether the rights of `role` include those of `needed`. */
export function includesRole(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

const permissionsByRole: Readonly<Record<Role, readonly string[]>> = {
  viewer: ["read"],
  responder: ["act on alert groups and incidents"],
  editor: ["change integrations, routes and webhooks"],
  admin: ["change users, teams, tokens and settings"],
};

/** What a role may do, in words: its own rights and those of all lesser roles. */
export function permissionsOf(role: Role): string[] {
  return roles.filter((lesser) => includesRole(role, lesser)).flatMap((lesser) => permissionsByRole[lesser]);
}

/** @throws AppError `forbidden` when the caller's role is too low */
export function requireRole(caller: Caller, needed: Role): void {
  if (includesRole(caller.role, needed)) return;
  throw new AppError("forbidden", "You do not have permission to perform this action.", {
    details: { caller: caller.label, role: caller.role, needed },
  });
}
