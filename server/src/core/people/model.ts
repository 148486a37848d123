import type { ServiceAccountId, TeamId, UserId } from "../../platform/ids.ts";

/** From least to most rights. A responder may be paged and act on alert groups; an admin may change settings. */
export const roles = ["viewer", "responder", "editor", "admin"] as const;
export type Role = (typeof roles)[number];

export interface User {
  id: UserId;
  publicId: string;
  username: string;
  email: string;
  role: Role;
  timezone: string | null;
  isActive: boolean;
}

export interface Team {
  id: TeamId;
  publicId: string;
  name: string;
  email: string | null;
  avatarUrl: string;
}

/** A program that calls this server; it is nobody's, so it stays when people go. */
export interface ServiceAccount {
  id: ServiceAccountId;
  publicId: string;
  name: string;
  role: Role;
}

/** Who asks. `label` is what the audit log shows; it never holds a secret. */
export interface Caller {
  user: User | null;
  /** Set when a program asks by the token of a service account; `user` is null then. */
  serviceAccount?: ServiceAccount;
  role: Role;
  label: string;
}

/** What a token turns out to be. */
export type TokenHolder = { kind: "caller"; caller: Caller } | { kind: "inactive" } | { kind: "unknown" };

/** The server itself: first start, command line, housekeeping. */
export const systemCaller: Caller = { user: null, role: "admin", label: "system" };

/** One page of a list and the number of all its entries. */
export interface Page<Item> {
  items: Item[];
  count: number;
}

/** Where a page begins and how long it is. */
export interface Slice {
  limit: number;
  offset: number;
}
