import { type Cidr, parseCidr } from "./address.ts";

/**
 * The rules of the guard. R1 scheme, host and port; R2 characters of the typed text; R3 no user information;
 * R4 host spelling; R5 private IPv4; R6 forbidden IPv4; R7 IPv6 outside the public space; R8 forbidden IPv6;
 * R9 an IPv4 address inside an IPv6 one; R10 names; R11 an answer of the name resolution; R12 the connected peer;
 * R14 headers; R17 own ingestion endpoints. R13 (no redirects), R15 (rendered text is judged like typed text) and
 * R16 (opt-in per block, never of the forbidden tier) are ways of working and refuse nothing under their own number.
 */
export type Rule =
  | "R1"
  | "R2"
  | "R3"
  | "R4"
  | "R5"
  | "R6"
  | "R7"
  | "R8"
  | "R9"
  | "R10"
  | "R11"
  | "R12"
  | "R13"
  | "R14"
  | "R15"
  | "R16"
  | "R17";

/** `reason` may be shown to users: it never holds an address that came out of name resolution. */
export interface Refusal {
  verdict: "refused";
  rule: Rule;
  reason: string;
}

export interface Allowed {
  verdict: "allowed";
}

export type Verdict = Allowed | Refusal;

/** An origin under which this server is reached, and the paths there that take alerts in; made by `createPolicy`. */
export interface OwnOrigin {
  /** As `originOf` writes it. */
  origin: string;
  /** Without a slash at the end. */
  paths: readonly string[];
}

export interface Policy {
  /** Private-tier blocks that may be reached (R16). */
  allowedCidrs: readonly Cidr[];
  /** Private-tier names that may be resolved (R10); their addresses still need `allowedCidrs`. */
  allowedNames: readonly string[];
  ownOrigins: readonly OwnOrigin[];
}

/** The default: nothing private is reachable. */
export const closedPolicy: Policy = { allowedCidrs: [], allowedNames: [], ownOrigins: [] };

export interface PolicySource {
  allowedCidrs?: readonly Cidr[] | undefined;
  allowedNames?: readonly string[] | undefined;
  /**
   * Where this server is reached from outside, such as `https://oncall.example.com`, and the path prefixes below it
   * that take alerts in: `/integrations/v1` covers `/integrations/v1/webhook/…`.
   */
  own?: readonly { publicUrl: string; ingestPaths: readonly string[] }[] | undefined;
}

/** @throws TypeError when a public URL is none */
export function createPolicy(source: PolicySource): Policy {
  return {
    allowedCidrs: source.allowedCidrs ?? [],
    allowedNames: source.allowedNames ?? [],
    ownOrigins: (source.own ?? []).map(({ publicUrl, ingestPaths }) => {
      const url = new URL(publicUrl);
      const base = url.pathname.replace(/\/+$/, "");
      return { origin: originOf(url), paths: ingestPaths.map((path) => (base + path).replace(/\/+$/, "")) };
    }),
  };
}

/** Scheme, host and port in one spelling: the default port and the dot of a complete name are left out. */
export function originOf(url: URL): string {
  return `${url.protocol}//${url.hostname.replace(/\.$/, "")}:${url.port}`;
}

export const allowed: Allowed = { verdict: "allowed" };

export function refuse(rule: Rule, reason: string): Refusal {
  return { verdict: "refused", rule, reason };
}

/**
 * Reads the setting of reachable private networks: blocks or single addresses separated by commas or white space.
 * Blocks of the forbidden tier are accepted and open nothing.
 * @throws Error that names the bad entry
 */
export function parseCidrList(text: string): Cidr[] {
  return entries(text).map(parseCidr);
}

/**
 * Reads a list of names separated by commas or white space, for `Policy.allowedNames`.
 * @throws Error that names the bad entry
 */
export function parseNameList(text: string): string[] {
  return entries(text).map((entry) => {
    const name = entry.toLowerCase().replace(/\.$/, "");
    if (/^(?!-)[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(name) && !/(?:^|\.)\d+$/.test(name)) return name;
    throw new Error(`"${entry}" is not a host name`);
  });
}

function entries(text: string): string[] {
  return text.split(/[\s,]+/).filter((entry) => entry !== "");
}
