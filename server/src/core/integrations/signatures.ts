/**
 * How a tool proves that a request is its own, over the raw bytes of the body. A scheme is data; `verify-signature.ts`
 * does the cryptography.
 */
export type SignatureScheme =
  /** `HMAC(secret, prefix parts + body)` in a header, with a text in front that is not part of the digest. */
  | {
      kind: "hmac";
      header: string;
      algorithm: "sha1" | "sha256";
      encoding: "hex" | "base64";
      /** For example `sha256=`; compared without regard to case; may be absent when `isPrefixOptional`. */
      prefix?: string;
      isPrefixOptional?: boolean;
      /** Options of the module by which people name other headers than these. */
      named?: { header: string; timestampHeader: string };
      /** When this header is present, its value and a colon stand in front of the body (Grafana). */
      timestampHeader?: string;
    }
  /** The header is the secret itself (GitLab). */
  | { kind: "token"; header: string }
  /** A field of the JSON body is the secret itself (Honeycomb). */
  | { kind: "body-field"; field: string }
  /** Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature` (also with the prefix `svix-`). */
  | { kind: "standard-webhooks" }
  /** AWS SNS: RSA over named fields of the body, against a certificate of AWS. Needs no secret. */
  | { kind: "sns" };
