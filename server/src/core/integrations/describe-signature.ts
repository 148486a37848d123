import type { SignatureScheme } from "./signatures.ts";

/** How a tool signs its requests, for people; Markdown. */
export function describeSignature(scheme: SignatureScheme): string {
  switch (scheme.kind) {
    case "hmac":
      return describeHmac(scheme);
    case "token":
      return `\`${scheme.header}\`: the secret itself`;
    case "body-field":
      return `the field \`${scheme.field}\` of the body: the secret itself`;
    case "standard-webhooks":
      return "Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature`";
    case "sns":
      return "AWS SNS: always verified against the certificate of AWS, without a secret too";
  }
}

function describeHmac(scheme: Extract<SignatureScheme, { kind: "hmac" }>): string {
  const { header, algorithm, encoding, prefix, isPrefixOptional, timestampHeader } = scheme;
  const digest = `${encoding === "hex" ? "hexadecimal" : "base64"} HMAC-${algorithm.toUpperCase()}`;
  const behind =
    prefix === undefined ? "" : `, behind \`${prefix}\`${isPrefixOptional ? " or without it" : ""}`;
  const time =
    timestampHeader === undefined
      ? ""
      : `; with \`${timestampHeader}\`, over its value, a colon and the body`;
  return `\`${header}\`: ${digest}${behind}${time}`;
}
