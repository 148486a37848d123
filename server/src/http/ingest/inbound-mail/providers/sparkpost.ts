import { z } from "zod";
import {
  addressesIn,
  basicAuthProblem,
  type MailProvider,
  mails,
  optionalText,
  other,
  type ProvidedMail,
} from "../provider.ts";

const contentSchema = z.object({
  email_rfc822: optionalText,
  email_rfc822_is_base64: z.boolean().catch(false),
  subject: optionalText,
  text: optionalText,
  html: optionalText,
});

const messageSchema = z.object({
  rcpt_to: z.string(),
  msg_from: optionalText,
  friendly_from: optionalText,
  content: contentSchema,
});

const eventsSchema = z.array(z.object({ msys: z.object({ relay_message: messageSchema.optional() }) }));

/** Relay webhooks of SparkPost: a batch of mails. https://developers.sparkpost.com/api/relay-webhooks/ */
export const sparkpost: MailProvider = {
  retryStatus: 503,
  read({ headers, json }, { secret }) {
    const problem = basicAuthProblem(headers, secret);
    if (problem !== undefined) return other(problem);
    const events = eventsSchema.safeParse(json);
    if (!events.success) return other("not a batch of SparkPost");
    return mails(
      ...events.data.flatMap(({ msys }) => (msys.relay_message ? [mailOf(msys.relay_message)] : [])),
    );
  },
};

function mailOf({ rcpt_to, msg_from, friendly_from, content }: z.output<typeof messageSchema>): ProvidedMail {
  const { email_rfc822: raw, email_rfc822_is_base64: isBase64, subject, text, html } = content;
  return {
    recipients: addressesIn(rcpt_to),
    envelopeSender: msg_from,
    content:
      raw === undefined
        ? { kind: "parts", parts: { subject, text, html, from: friendly_from, attachments: [] } }
        : { kind: "raw", bytes: Buffer.from(raw, isBase64 ? "base64" : "utf8") },
  };
}
