import type { Context } from "../../core/context.ts";
import type { Caller, Role } from "../../core/people/index.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A request whose sender is known and may do this. */
export interface ApiRequest {
  ctx: Context;
  caller: Caller;
  /** The `:id` of the path. */
  id: string;
  method: Method;
  /** Address of the request as clients see it. */
  address: URL;
  query: URLSearchParams;
  userAgent: string;
  /** Reads the body once the handler knows that it needs it. */
  readBody(): Promise<unknown>;
}

/** A status and a JSON body, or none. */
export interface Answer {
  status: number;
  body?: unknown;
}

export interface Endpoint {
  method: Method;
  /** Without a slash at the end: both forms are served. */
  path: string;
  /** Least role that may call it. */
  role: Role;
  handle(request: ApiRequest): Promise<Answer>;
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function created(body: unknown): Answer {
  return { status: 201, body };
}

export const deleted: Answer = { status: 204 };

/** 200 without a body, as OnCall answers actions. */
export const done: Answer = { status: 200 };
