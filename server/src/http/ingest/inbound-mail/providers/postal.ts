import { createPublicKey, createVerify, type KeyObject } from "node:crypto";
import { z } from "zod";
import type { MailForm } from "../form.ts";
import {
  addressesIn,
  type MailProvider,
  type MailWebhook,
  mails,
  optionalText,
  other,
  type ProvidedMail,
} from "../provider.ts";

const rawSchema = z.object({
  rcpt_to: z.string(),
  mail_from: optionalText,
  message: z.string(),
  base64: z.union([z.boolean(), z.stringbool()]).catch(false),
});

const processedSchema = z.object({
  rcpt_to: z.string(),
  mail_from: optionalText,
  from: optionalText,
  subject: optionalText,
  plain_body: optionalText,
  html_body: optionalText,
  attachments: z.array(z.object({ filename: optionalText, content_type: optionalText })).catch([]),
});

/**
 * HTTP endpoints of Postal, raw or processed, as JSON or form; signed by RSA with the server's key. Postal gives up at
 * once after a 5xx. https://docs.postalserver.io/developer/http-payloads
 */
export const postal: MailProvider = {
  retryStatus: 429,
  read(webhook, { secret }) {
    const problem = signatureProblem(webhook, secret);
    if (problem !== undefined) return other(problem);
    const mail = mailOf(webhook.json ?? fieldsOf(webhook.form));
    return mail ? mails(mail) : other("not a mail of Postal");
  },
};

/** Older versions sign by SHA-1 only, newer ones by SHA-256 beside it. */
const signatures = [
  { header: "x-postal-signature-256", algorithm: "RSA-SHA256" },
  { header: "x-postal-signature", algorithm: "RSA-SHA1" },
] as const;

function signatureProblem({ headers, rawBody }: MailWebhook, secret: string | undefined): string | undefined {
  const key = readKey(secret);
  if (!key) return "the secret is no public key";
  for (const { header, algorithm } of signatures) {
    const given = headers[header];
    if (typeof given !== "string") continue;
    const isValid = createVerify(algorithm).update(rawBody).verify(key, given.replace(/\s/g, ""), "base64");
    return isValid ? undefined : "the signature does not match";
  }
  return "not signed";
}

/** As `postal default-dkim-record` prints it (base64 alone), or a whole PEM. */
function readKey(secret: string | undefined): KeyObject | undefined {
  const base64 = (secret ?? "").replace(/-----[A-Z ]+-----|\\n|\s/g, "");
  if (base64 === "") return undefined;
  try {
    return createPublicKey({ key: Buffer.from(base64, "base64"), format: "der", type: "spki" });
  } catch {
    return undefined;
  }
}

function fieldsOf(form: MailForm | undefined): unknown {
  return form && Object.fromEntries([...form.fields.keys()].map((name) => [name, form.text(name)]));
}

function mailOf(message: unknown): ProvidedMail | undefined {
  const raw = rawSchema.safeParse(message);
  if (raw.success) {
    const { rcpt_to, mail_from, message: text, base64 } = raw.data;
    const bytes = Buffer.from(text, base64 ? "base64" : "utf8");
    return { recipients: addressesIn(rcpt_to), envelopeSender: mail_from, content: { kind: "raw", bytes } };
  }
  const processed = processedSchema.safeParse(message);
  if (!processed.success) return undefined;
  const {
    rcpt_to,
    mail_from,
    from,
    subject,
    plain_body: text,
    html_body: html,
    attachments,
  } = processed.data;
  const names = attachments.map(({ filename, content_type }) => filename ?? content_type ?? "attachment");
  return {
    recipients: addressesIn(rcpt_to),
    envelopeSender: mail_from,
    content: { kind: "parts", parts: { subject, text, html, from, attachments: names } },
  };
}
