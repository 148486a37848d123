import { allowed, refuse, type Verdict } from "./policy.ts";

export type Headers = Readonly<Record<string, string>>;

/** Written by the transport alone: they frame the message or govern the connection. */
const transportHeaders = new Set([
  "host",
  "content-length",
  "transfer-encoding",
  "connection",
  "keep-alive",
  "upgrade",
  "te",
  "trailer",
  "expect",
]);
const proxyPrefix = "proxy-";
/** Id, time and signature of a delivery: a header of the user's must not forge them. */
const signaturePrefix = "webhook-";

/** Whether headers written or rendered by a user may be sent (R14). */
export function judgeHeaders(headers: Headers): Verdict {
  const own = Object.keys(headers).find((name) => name.toLowerCase().startsWith(signaturePrefix));
  if (own !== undefined) return refuse("R14", `the header ${printable(own)} is set by the server`);
  return judgeRequestHeaders(headers);
}

/** The same for the finished set of a request, in which the server's own `webhook-*` headers are expected. */
export function judgeRequestHeaders(headers: Headers): Verdict {
  const seen = new Set<string>();
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(lower))
      return refuse("R14", `${printable(name)} is not a header name`);
    if (transportHeaders.has(lower) || lower.startsWith(proxyPrefix)) {
      return refuse("R14", `the header ${name} is set by the server`);
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) {
      return refuse(
        "R14",
        `the value of the header ${name} contains a line break or another control character`,
      );
    }
    if (seen.has(lower)) return refuse("R14", `the header ${name} is given twice`);
    seen.add(lower);
  }
  return allowed;
}

function printable(name: string): string {
  return JSON.stringify(name.slice(0, 64));
}
