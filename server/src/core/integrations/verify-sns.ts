import { createVerify, type KeyObject, X509Certificate } from "node:crypto";
import { z } from "zod";

/**
 * Messages of Amazon SNS: which fields are signed, and where certificates and confirmations may be fetched from.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */

const messageTypes = ["Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation"] as const;

const envelopeSchema = z.object({
  Type: z.enum(messageTypes),
  MessageId: z.string().min(1).max(200),
  TopicArn: z.string().min(1).max(500),
  Message: z.string(),
  Timestamp: z.string(),
  SignatureVersion: z.enum(["1", "2"]),
  Signature: z.string().regex(/^[A-Za-z0-9+/\s]+={0,2}\s*$/),
  SigningCertURL: z.string(),
  Subject: z.string().nullish(),
  SubscribeURL: z.string().optional(),
  Token: z.string().optional(),
});

export type SnsEnvelope = z.output<typeof envelopeSchema>;

/** `other`: not an SNS message, for example an alarm by raw delivery. */
export type SnsReading = { kind: "envelope"; envelope: SnsEnvelope } | { kind: "broken" } | { kind: "other" };

/** Reads a body. Whatever calls itself an SNS message must be a whole one: a missing signature is no way around it. */
export function readSnsEnvelope(rawBody: Buffer): SnsReading {
  const body = parse(rawBody);
  if (typeof body !== "object" || body === null || !isNamedType(Reflect.get(body, "Type")))
    return { kind: "other" };
  const read = envelopeSchema.safeParse(body);
  return read.success ? { kind: "envelope", envelope: read.data } : { kind: "broken" };
}

function parse(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString("utf8"));
  } catch {
    return undefined;
  }
}

function isNamedType(type: unknown): boolean {
  return (messageTypes as readonly unknown[]).includes(type);
}

/** Amazon tries for up to an hour; the rest is for clocks and slow answers. */
const freshMinutes = 70;

/** Whether it was published just now: its signature is right for ever, and somebody may have kept it. */
export function isSnsMessageFresh({ Timestamp }: SnsEnvelope, now: number): boolean {
  return Math.abs(now - Date.parse(Timestamp)) <= freshMinutes * 60_000;
}

export const staleSnsMessage = `Timestamp is not a time within ${freshMinutes} minutes of the server's.`;

const notificationFields = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"] as const;
const confirmationFields = [
  "Message",
  "MessageId",
  "SubscribeURL",
  "Timestamp",
  "Token",
  "TopicArn",
  "Type",
] as const;

/** The text that is signed; fields that are absent have no lines. */
export function snsTextToSign(envelope: SnsEnvelope): string {
  const fields = envelope.Type === "Notification" ? notificationFields : confirmationFields;
  return fields
    .flatMap((name) => {
      const value = envelope[name];
      return value === undefined || value === null ? [] : [`${name}\n${value}\n`];
    })
    .join("");
}

/** RSA over SHA-1 (version 1) or SHA-256 (version 2). */
export function isSnsSignatureValid(envelope: SnsEnvelope, key: KeyObject): boolean {
  const algorithm = envelope.SignatureVersion === "1" ? "RSA-SHA1" : "RSA-SHA256";
  return createVerify(algorithm).update(snsTextToSign(envelope)).verify(key, envelope.Signature, "base64");
}

/** The key of a certificate that is in force; undefined when the text is no such certificate. */
export function readSnsCertificate(pem: string, now: number): KeyObject | undefined {
  try {
    const certificate = new X509Certificate(pem);
    const isInForce = now >= Date.parse(certificate.validFrom) && now <= Date.parse(certificate.validTo);
    const isRsa = certificate.publicKey.asymmetricKeyType === "rsa";
    return isInForce && isRsa ? certificate.publicKey : undefined;
  } catch {
    return undefined;
  }
}

const snsHost = /^sns\.[a-z0-9-]{3,40}\.amazonaws\.com(?:\.cn)?$/;

/** Only AWS's own hosts for SNS: on any other one, of S3 for example, everybody can put a certificate. */
export function isSnsCertificateUrl(text: string): boolean {
  const url = snsUrl(text);
  return url !== undefined && /^\/[\w.-]+\.pem$/.test(url.pathname) && url.search === "";
}

/** Where a subscription is confirmed: the same hosts, and nothing but a confirmation. */
export function isSnsConfirmationUrl(text: string): boolean {
  const url = snsUrl(text);
  return url?.pathname === "/" && url.searchParams.get("Action") === "ConfirmSubscription";
}

function snsUrl(text: string): URL | undefined {
  const url = URL.parse(text);
  if (url === null || url.protocol !== "https:" || url.port !== "" || url.hash !== "") return undefined;
  if (url.username !== "" || url.password !== "" || !snsHost.test(url.hostname)) return undefined;
  return url;
}
