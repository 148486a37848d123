import { parseAddress } from "./address.ts";
import { judgeAddress } from "./judge-address.ts";
import { judgeHost, normalizeName } from "./judge-host.ts";
import {
  allowed,
  type OwnOrigin,
  originOf,
  type Policy,
  type Refusal,
  refuse,
  type Verdict,
} from "./policy.ts";

export type UrlVerdict = { verdict: "allowed"; url: URL } | Refusal;

const maxNameLength = 253;
const maxLabelLength = 63;

/**
 * Whether a request may be sent to this URL, judged without asking DNS: a name that passes is judged again by every
 * address it turns out to have. Rendered templates go through here exactly like typed text (R15). The returned URL
 * is the one to use; the text must not be parsed a second time.
 */
export function judgeUrl(text: string, policy: Policy): UrlVerdict {
  const typed = judgeTypedText(text);
  if (typed.verdict === "refused") return typed;
  const url = URL.parse(text);
  if (!url) return refuseUnparsable(text);
  const judged = judgeParsed(url, policy);
  return judged.verdict === "refused" ? judged : { verdict: "allowed", url };
}

/** Host of a parsed URL as sockets want it: IPv6 without brackets. */
export function hostOf(url: URL): string {
  return url.hostname.startsWith("[") ? url.hostname.slice(1, -1) : url.hostname;
}

/** The parser drops or rewrites these silently, so they are looked for in the text as it was typed. */
function judgeTypedText(text: string): Verdict {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text)) {
    return refuse("R2", "control characters are not allowed in a URL");
  }
  if (text.includes("\\")) return refuse("R2", "a backslash is not allowed in a URL; write %5C");
  if (!/^ *https?:/i.test(text)) return refuse("R1", "a URL must start with http:// or https://");
  const authority = authorityOf(text);
  if (authority === "") return refuse("R1", "a URL must have the form http://host/path");
  if (authority.includes("@")) return refuse("R3", "a URL must not contain a user name or password");
  if (/^\[[^\]]*%/.test(authority)) return refuse("R2", "zone ids are not allowed in an address");
  return allowed;
}

/** The parser accepts any number of slashes after the scheme; only the two of the standard are taken. */
function authorityOf(text: string): string {
  return /^ *https?:\/\/([^/?#]*)/i.exec(text)?.[1]?.trim() ?? "";
}

function refuseUnparsable(text: string): Refusal {
  const port = /:([^:\]]*)$/.exec(authorityOf(text))?.[1];
  const isPortValid = port === undefined || port === "" || (/^\d+$/.test(port) && Number(port) <= 65_535);
  return isPortValid
    ? refuse("R4", "the host cannot be read")
    : refuse("R1", "the port must be a number from 1 to 65535");
}

function judgeParsed(url: URL, policy: Policy): Verdict {
  if (url.port === "0") return refuse("R1", "the port must be a number from 1 to 65535");
  if (policy.ownOrigins.some((own) => isOwnIngestion(url, own))) {
    return refuse(
      "R17",
      "this is where this server itself takes alerts in; the request would come back forever",
    );
  }
  const host = hostOf(url);
  if (parseAddress(host)) return judgeAddress(host, policy);
  return isHostName(host)
    ? judgeHost(host, policy)
    : refuse("R4", "the host is neither a name nor an address");
}

/** Letters, digits, hyphen and underscore (names of containers have it); braces of an unrendered template fail here. */
function isHostName(host: string): boolean {
  const name = normalizeName(host);
  return (
    name.length <= maxNameLength &&
    name.split(".").every((label) => label.length <= maxLabelLength && /^[a-z0-9_-]+$/.test(label))
  );
}

function isOwnIngestion(url: URL, own: OwnOrigin): boolean {
  if (own.origin !== originOf(url)) return false;
  const path = decodedPath(url.pathname);
  return own.paths.some((ingest) => path === ingest || path.startsWith(`${ingest}/`));
}

/** The router decodes before it matches and so must this. */
function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path).replace(/\/{2,}/g, "/");
  } catch (error) {
    // A malformed escape is refused by the router too; only URIError is thrown here.
    if (error instanceof URIError) return path;
    throw error;
  }
}
