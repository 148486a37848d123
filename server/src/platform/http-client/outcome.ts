import type { Refusal } from "./policy.ts";

/** Where a request was when its deadline came. */
export type Phase = "queue" | "dns" | "connect" | "tls" | "first-byte" | "headers" | "body";

export type DnsFailure = "not-found" | "server-failure" | "timed-out";
export type ConnectFailure =
  | "refused"
  | "unreachable"
  | "timed-out"
  | "reset"
  | "no-local-resource"
  | "other";
export type TlsFailure = "wrong-name" | "expired" | "untrusted" | "bad-credentials" | "closed" | "protocol";
export type Breakage = "reset" | "closed" | "malformed" | "headers-too-large";

/** A complete or deliberately cut response, whatever its status: 3xx is never followed (R13), success is the caller's. */
export interface Response {
  kind: "response";
  status: number;
  /** Lower-case names; repeated headers are joined with a comma and a space. */
  headers: Readonly<Record<string, string>>;
  /** As it came from the wire, never decoded, at most `keepBytes` long. */
  body: Buffer;
  /** Whether the receiver sent more than `body`. */
  isTruncated: boolean;
}

/** `message` of each failure may be shown to users: it names no resolved address. */
export type Result =
  | Response
  | { kind: "refused"; rule: Refusal["rule"]; message: string }
  | { kind: "dns-failed"; cause: DnsFailure; message: string }
  | { kind: "connect-failed"; cause: ConnectFailure; message: string }
  | { kind: "tls-failed"; cause: TlsFailure; message: string }
  | { kind: "timed-out"; phase: Phase; status: number | undefined; message: string }
  | { kind: "broken"; cause: Breakage; status: number | undefined; message: string }
  | { kind: "aborted"; message: string };

export type Failure = Exclude<Result, Response>;

/** Milliseconds spent in each phase that took place; only `totalMs` is always known. */
export interface Timings {
  queueMs?: number;
  dnsMs?: number;
  connectMs?: number;
  tlsMs?: number;
  /** From sending the request to the first byte of its answer. */
  firstByteMs?: number;
  totalMs: number;
}

export interface Trace {
  timings: Timings;
  /** For administrators only. */
  dialledAddress: string | undefined;
  connection: "none" | "new" | "reused";
  /** Second sends after a reused connection turned out to be dead; the receiver may have seen the request twice. */
  resends: number;
}

export type Outcome = Result & { trace: Trace };

const phaseTexts: Record<Phase, string> = {
  queue: "waiting for a free connection to the receiver",
  dns: "looking up the receiver's name",
  connect: "connecting",
  tls: "negotiating TLS",
  "first-byte": "waiting for the first byte of the answer",
  headers: "reading the headers of the answer",
  body: "reading the body of the answer",
};

export function refused(refusal: Refusal): Failure {
  return { kind: "refused", rule: refusal.rule, message: refusal.reason };
}

export function timedOut(phase: Phase, status?: number): Failure {
  return {
    kind: "timed-out",
    phase,
    status,
    message: `The time for the request was over while ${phaseTexts[phase]}.`,
  };
}

export const aborted: Failure = { kind: "aborted", message: "The request was cancelled." };

export function isFailure(value: object): value is Failure {
  return "kind" in value && "message" in value;
}
