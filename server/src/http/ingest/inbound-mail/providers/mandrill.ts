import { createHmac } from "node:crypto";
import { z } from "zod";
import type { MailForm } from "../form.ts";
import {
  addressesIn,
  isSame,
  type MailProvider,
  type MailWebhook,
  mails,
  optionalText,
  other,
  type ProvidedMail,
} from "../provider.ts";

const eventsSchema = z.array(z.object({ event: optionalText, msg: z.unknown() }));

const messageSchema = z.object({
  email: optionalText,
  raw_msg: optionalText,
  from_email: optionalText,
  subject: optionalText,
  text: optionalText,
  html: optionalText,
  attachments: z.record(z.string(), z.unknown()).catch({}),
});

/**
 * Inbound routes of Mandrill (Mailchimp Transactional): a batch of events, signed over the webhook's address and the
 * fields. https://mailchimp.com/developer/transactional/guides/track-respond-activity-webhooks/
 */
export const mandrill: MailProvider = {
  retryStatus: 503,
  read(webhook, { secret }) {
    const { form } = webhook;
    if (!form) return other("not a form");
    const problem = signatureProblem(webhook, form, secret);
    if (problem !== undefined) return other(problem);
    const events = eventsSchema.safeParse(parse(form.text("mandrill_events")));
    if (!events.success) return other("no list of events");
    return mails(...events.data.filter(({ event }) => event === "inbound").flatMap(({ msg }) => mailOf(msg)));
  },
};

function signatureProblem(
  { headers, urls }: MailWebhook,
  form: MailForm,
  secret: string | undefined,
): string | undefined {
  if (!secret) return "no secret is set";
  const given = headers["x-mandrill-signature"];
  if (typeof given !== "string") return "not signed";
  const names = [...form.fields.keys()].sort();
  const fields = names.map((name) => name + (form.text(name) ?? "")).join("");
  const matches = urls.filter((url) =>
    isSame(
      given,
      createHmac("sha1", secret)
        .update(url + fields)
        .digest("base64"),
    ),
  );
  return matches.length > 0 ? undefined : "the signature does not match; is TOCSIN_PUBLIC_URL right?";
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

function mailOf(message: unknown): ProvidedMail[] {
  const read = messageSchema.safeParse(message);
  if (!read.success) return [];
  const { email, raw_msg: raw, from_email: from, subject, text, html, attachments } = read.data;
  const content: ProvidedMail["content"] =
    raw === undefined
      ? { kind: "parts", parts: { subject, text, html, from, attachments: Object.keys(attachments) } }
      : { kind: "raw", bytes: Buffer.from(raw) };
  return [{ recipients: addressesIn(email), envelopeSender: from, content }];
}
