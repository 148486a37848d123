import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { OptionValues } from "./options.ts";
import type { SignatureScheme } from "./signatures.ts";

/** A request as it came over the wire. */
export interface SignedRequest {
  /** Before any parsing: one changed blank changes the signature. */
  rawBody: Buffer;
  /** Names in lower case, as Node gives them. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Milliseconds since 1970. */
  now: number;
}

/** `reason` is for the sender and for the log of refused requests; it never holds a secret. */
export type SignatureVerdict = { kind: "valid" } | { kind: "invalid"; reason: string };

/** How far a signed time may be from ours, either way. */
export const toleranceSeconds = 300;

/** What tools without a scheme of their own may sign with: `X-Signature`, `X-Webhook-Signature`, Standard Webhooks. */
export const genericSchemes: readonly SignatureScheme[] = [
  ...["x-signature", "x-webhook-signature"].map(
    (header): SignatureScheme => ({
      kind: "hmac",
      header,
      algorithm: "sha256",
      encoding: "hex",
      prefix: "sha256=",
      isPrefixOptional: true,
    }),
  ),
  { kind: "standard-webhooks" },
];

/** What a request shows for one scheme: nothing at all, or something that is right or wrong. */
type Proof = { kind: "absent"; expected: string } | SignatureVerdict;

const valid: SignatureVerdict = { kind: "valid" };
const mismatch: SignatureVerdict = { kind: "invalid", reason: "The signature does not match." };

/**
 * Whether one of these secrets made the request by one of these schemes. No signature, no secret, and a scheme that
 * this version does not know are refusals. The time it takes tells nothing about a secret.
 */
export function verifySignature(
  schemes: readonly SignatureScheme[],
  secrets: readonly string[],
  request: SignedRequest,
): SignatureVerdict {
  const proofs = schemes.flatMap((scheme) => secrets.map((secret) => proofOf(scheme, secret, request)));
  if (proofs.some((proof) => proof.kind === "valid")) return valid;
  const wrong = proofs.find((proof) => proof.kind === "invalid");
  if (wrong?.kind === "invalid") return wrong;
  const expected = [...new Set(proofs.flatMap((proof) => (proof.kind === "absent" ? [proof.expected] : [])))];
  return invalid(`The request is not signed. Expected: ${expected.join(" or ") || "a signature"}.`);
}

/** The scheme with the headers that people named, where it lets them. */
export function withNamedHeaders(scheme: SignatureScheme, options: OptionValues): SignatureScheme {
  if (scheme.kind !== "hmac" || scheme.named === undefined) return scheme;
  const header = options[scheme.named.header];
  const timestampHeader = options[scheme.named.timestampHeader];
  return {
    ...scheme,
    ...(typeof header === "string" ? { header } : {}),
    ...(typeof timestampHeader === "string" ? { timestampHeader } : {}),
  };
}

function proofOf(scheme: SignatureScheme, secret: string, request: SignedRequest): Proof {
  if (secret === "") return invalid("The integration's secret is empty.");
  switch (scheme.kind) {
    case "hmac":
      return hmacProof(scheme, secret, request);
    case "token":
      return tokenProof(scheme.header, secret, request);
    case "body-field":
      return fieldProof(scheme.field, secret, request);
    case "standard-webhooks":
      return standardProof(secret, request);
    case "sns":
      return { kind: "absent", expected: "a notification of Amazon SNS" };
    default:
      return invalid("This version cannot check signatures of this kind.");
  }
}

type HmacScheme = Extract<SignatureScheme, { kind: "hmac" }>;

function hmacProof(scheme: HmacScheme, secret: string, request: SignedRequest): Proof {
  const given = headerOf(request, scheme.header);
  if (given === undefined) return { kind: "absent", expected: `header ${scheme.header}` };
  const text = withoutPrefix(scheme, given);
  const signature = text === undefined ? undefined : decode(text, scheme.encoding);
  if (!signature) return invalid(`${scheme.header} is not a signature of the expected form.`);
  const timestamp =
    scheme.timestampHeader === undefined ? undefined : headerOf(request, scheme.timestampHeader);
  if (timestamp !== undefined && !isRecent(timestamp, request.now))
    return stale(scheme.timestampHeader ?? "");
  const hmac = createHmac(scheme.algorithm, secret);
  if (timestamp !== undefined) hmac.update(`${timestamp}:`);
  return judge(signature, hmac.update(request.rawBody).digest());
}

/** Undefined when a prefix that must be there is not. */
function withoutPrefix(
  { prefix = "", isPrefixOptional = false }: HmacScheme,
  given: string,
): string | undefined {
  if (given.slice(0, prefix.length).toLowerCase() === prefix.toLowerCase()) return given.slice(prefix.length);
  return isPrefixOptional ? given : undefined;
}

function tokenProof(header: string, secret: string, request: SignedRequest): Proof {
  const given = headerOf(request, header);
  if (given === undefined) return { kind: "absent", expected: `header ${header}` };
  // Node reads header bytes as Latin-1.
  return judge(Buffer.from(given, "latin1"), Buffer.from(secret));
}

function fieldProof(field: string, secret: string, { rawBody }: SignedRequest): Proof {
  const given = readField(rawBody, field);
  if (given === undefined) return { kind: "absent", expected: `field ${field} of the JSON body` };
  return judge(Buffer.from(given), Buffer.from(secret));
}

function readField(rawBody: Buffer, field: string): string | undefined {
  try {
    const body: unknown = JSON.parse(rawBody.toString("utf8"));
    if (typeof body !== "object" || body === null || !Object.hasOwn(body, field)) return undefined;
    const value: unknown = Reflect.get(body, field);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

const standardPrefixes = ["webhook", "svix"] as const;

/** https://www.standardwebhooks.com: `v1,<base64>` over id, time and body, several of them separated by blanks. */
function standardProof(secret: string, request: SignedRequest): Proof {
  const prefix = standardPrefixes.find((name) => headerOf(request, `${name}-signature`) !== undefined);
  if (prefix === undefined) return { kind: "absent", expected: "header webhook-signature" };
  const id = headerOf(request, `${prefix}-id`);
  const timestamp = headerOf(request, `${prefix}-timestamp`);
  if (id === undefined || timestamp === undefined) {
    return invalid(`${prefix}-signature needs ${prefix}-id and ${prefix}-timestamp beside it.`);
  }
  if (!isRecent(timestamp, request.now)) return stale(`${prefix}-timestamp`);
  const expected = standardKeys(secret).map((key) =>
    createHmac("sha256", key).update(`${id}.${timestamp}.`).update(request.rawBody).digest(),
  );
  const signatures = (headerOf(request, `${prefix}-signature`) ?? "").split(" ").slice(0, maxSignatures);
  const matches = signatures
    .flatMap((signature) => (signature.startsWith("v1,") ? [decode(signature.slice(3), "base64")] : []))
    .filter(
      (signature) => signature !== undefined && expected.some((digested) => isEqual(signature, digested)),
    );
  return matches.length > 0 ? valid : mismatch;
}

const maxSignatures = 20;

/** With the prefix it is base64 by the standard; without, some senders decode it as well and others take it as it is. */
function standardKeys(secret: string): Buffer[] {
  const isPrefixed = secret.startsWith("whsec_");
  const decoded = decode(isPrefixed ? secret.slice("whsec_".length) : secret, "base64");
  if (decoded === undefined) return [Buffer.from(secret)];
  return isPrefixed ? [decoded] : [decoded, Buffer.from(secret)];
}

/** A header that is there once. Node joins repeated ones with commas, which then fit no form. */
function headerOf({ headers }: SignedRequest, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return typeof value === "string" ? value.trim() : undefined;
}

/** Strict: Node's own decoders skip what they do not understand. */
function decode(text: string, encoding: "hex" | "base64"): Buffer | undefined {
  if (encoding === "hex") return /^(?:[0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, "hex") : undefined;
  const isBase64 = text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
  return isBase64 ? Buffer.from(text, "base64") : undefined;
}

/** Whole seconds since 1970. */
function isRecent(timestamp: string, nowMs: number): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  return Math.abs(nowMs / 1000 - Number(timestamp)) <= toleranceSeconds;
}

function judge(given: Buffer, expected: Buffer): SignatureVerdict {
  return isEqual(given, expected) ? valid : mismatch;
}

/** Digests are compared, so that neither content nor length shows in the time it takes. */
function isEqual(given: Buffer, expected: Buffer): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(bytes: Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}

function stale(header: string): SignatureVerdict {
  return invalid(`${header} is not a time within ${toleranceSeconds} seconds of the server's.`);
}

function invalid(reason: string): SignatureVerdict {
  return { kind: "invalid", reason };
}
