import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import type { MailParts, MailWebhookSettings } from "../../../core/inbound-mail/index.ts";
import type { TopicMessages } from "../../../core/integrations/topic-messages.ts";
import type { MailForm } from "./form.ts";

/** A webhook of a mail provider as it came. */
export interface MailWebhook {
  headers: IncomingHttpHeaders;
  /** Before any parsing, for signatures. */
  rawBody: Buffer;
  form: MailForm | undefined;
  /** Undefined when the body is no JSON. */
  json: unknown;
  /** What the provider may have been told as the address of this webhook. */
  urls: readonly string[];
}

export interface ProvidedMail {
  /** Of the envelope only: whoever is named in To and Cc did not get this copy. */
  recipients: readonly string[];
  envelopeSender: string | undefined;
  /** With one the mail counts once for each integration, however often its webhook is sent. */
  messageId?: string;
  content: { kind: "raw"; bytes: Uint8Array } | { kind: "parts"; parts: Omit<MailParts, "envelopeSender"> };
}

/** `other`: not from this provider, not proven, or not readable. No mails: a test or a message about the webhook. */
export type ProviderReading =
  | { kind: "mails"; mails: readonly ProvidedMail[] }
  | { kind: "other"; reason: string };

export interface MailProvider {
  /** The status after which this provider sends a mail again. */
  retryStatus: number;
  /** @throws AppError `unavailable` when it cannot be found out right now */
  read(webhook: MailWebhook, settings: ProviderSettings): Promise<ProviderReading> | ProviderReading;
}

export interface ProviderSettings extends Omit<MailWebhookSettings, "providers"> {
  topics: TopicMessages;
  /** Milliseconds since 1970. */
  now: number;
}

export function other(reason: string): ProviderReading {
  return { kind: "other", reason };
}

export function mails(...list: ProvidedMail[]): ProviderReading {
  return { kind: "mails", mails: list };
}

/** A list of addresses in one text, as providers write envelopes. */
export function addressesIn(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((address) => address.trim().replace(/^<|>$/g, ""))
    .filter((address) => address !== "");
}

/** A field that should be a text; whatever else counts as absent. */
export const optionalText = z.string().optional().catch(undefined);

/** Digests are compared, so that neither content nor length shows in the time it takes. */
export function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Basic authentication with the secret `user:password`; undefined when it is right. */
export function basicAuthProblem(
  headers: IncomingHttpHeaders,
  secret: string | undefined,
): string | undefined {
  if (!secret) return "no secret is set";
  const encoded = /^basic\s+([A-Za-z0-9+/_=-]+)\s*$/i.exec(headers.authorization ?? "")?.[1];
  if (encoded === undefined) return "no basic authentication";
  return isSame(Buffer.from(encoded, "base64").toString("utf8"), secret)
    ? undefined
    : "wrong user or password";
}
