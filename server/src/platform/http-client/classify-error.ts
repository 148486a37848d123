import type { Breakage, ConnectFailure, DnsFailure, Failure, TlsFailure } from "./outcome.ts";

const notFoundCodes = new Set(["ENOTFOUND", "ENODATA", "EAI_NONAME", "EAI_NODATA"]);
const dnsTimeoutCodes = new Set(["ETIMEOUT", "ETIMEDOUT"]);

const dnsTexts: Record<DnsFailure, string> = {
  "not-found": "The receiver's name does not exist.",
  "server-failure": "The name servers could not answer for the receiver's name.",
  "timed-out": "The name servers did not answer in time.",
};

const connectCauses: Record<string, ConnectFailure> = {
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EHOSTDOWN: "unreachable",
  ENETDOWN: "unreachable",
  EACCES: "unreachable",
  EPERM: "unreachable",
  ETIMEDOUT: "timed-out",
  ECONNRESET: "reset",
  EPIPE: "reset",
  EMFILE: "no-local-resource",
  ENFILE: "no-local-resource",
  ENOBUFS: "no-local-resource",
  ENOMEM: "no-local-resource",
  EADDRNOTAVAIL: "no-local-resource",
};

const connectTexts: Record<ConnectFailure, string> = {
  refused: "The receiver refused the connection.",
  unreachable: "The receiver cannot be reached.",
  "timed-out": "The receiver did not accept the connection in time.",
  reset: "The receiver reset the connection.",
  "no-local-resource": "This server has no free sockets or ports.",
  other: "The connection could not be opened.",
};

const tlsCauses: Record<string, TlsFailure> = {
  ERR_TLS_CERT_ALTNAME_INVALID: "wrong-name",
  CERT_HAS_EXPIRED: "expired",
  CERT_NOT_YET_VALID: "expired",
  ECONNRESET: "closed",
  EPIPE: "closed",
};

/** Verification results of OpenSSL that mean the chain does not lead to a trusted root. */
const untrustedCode =
  /^(?:DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|CERT_|INVALID_CA|PATH_LENGTH_|INVALID_PURPOSE|CRL_|HOSTNAME_)/;

const tlsTexts: Record<TlsFailure, string> = {
  "wrong-name": "The receiver's certificate is for another name.",
  expired: "The receiver's certificate has expired or is not valid yet.",
  untrusted: "The receiver's certificate is not signed by a trusted authority.",
  "bad-credentials": "The certificate, key or authority given for this request cannot be used.",
  closed: "The receiver closed the connection during the TLS handshake.",
  protocol: "The receiver does not speak a usable version of TLS on this port.",
};

const breakTexts: Record<Breakage, string> = {
  reset: "The receiver reset the connection before its answer was complete.",
  closed: "The receiver closed the connection before its answer was complete.",
  malformed: "The receiver's answer is not valid HTTP.",
  "headers-too-large": "The headers of the receiver's answer are too large.",
};

export function dnsFailure(error: unknown): Failure {
  const code = codeOf(error);
  if (notFoundCodes.has(code)) return dnsFailed("not-found");
  return dnsFailed(dnsTimeoutCodes.has(code) ? "timed-out" : "server-failure");
}

export function dnsFailed(cause: DnsFailure): Failure {
  return { kind: "dns-failed", cause, message: dnsTexts[cause] };
}

export function connectFailure(error: unknown): Failure {
  const cause = connectCauses[codeOf(error)] ?? "other";
  return { kind: "connect-failed", cause, message: connectTexts[cause] };
}

export function tlsFailure(error: unknown): Failure {
  const code = codeOf(error);
  const known = tlsCauses[code];
  return tlsFailed(known ?? (untrustedCode.test(code) ? "untrusted" : "protocol"));
}

export function tlsFailed(cause: TlsFailure): Failure {
  return { kind: "tls-failed", cause, message: tlsTexts[cause] };
}

/** What an error during the exchange means; `status` is known when the answer had already begun. */
export function breakage(error: unknown, status: number | undefined): Failure {
  const cause = breakageCause(error);
  return { kind: "broken", cause, status, message: breakTexts[cause] };
}

function breakageCause(error: unknown): Breakage {
  const code = codeOf(error);
  if (code === "UND_ERR_HEADERS_OVERFLOW") return "headers-too-large";
  if (code === "ECONNRESET" || code === "EPIPE" || code === "ETIMEDOUT") return "reset";
  return isBadAnswer(error) ? "malformed" : "closed";
}

/** undici gives its parser's errors a name but no code, and an answer out of place the code of any closed socket. */
function isBadAnswer(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === "HTTPParserError" || codeOf(error) === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH")
    return true;
  return error.message === "bad response" || error.message === "bad upgrade";
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
