import { z } from "zod";
import type { MailForm } from "../form.ts";
import {
  basicAuthProblem,
  type MailProvider,
  mails,
  optionalText,
  other,
  type ProvidedMail,
} from "../provider.ts";

const envelopeSchema = z.object({
  to: z.union([z.array(z.string()), z.string().transform((address) => [address])]),
  from: optionalText,
});

const charsetsSchema = z.record(z.string(), z.string().catch("utf-8")).catch({});

/**
 * Inbound Parse of SendGrid, parsed or raw. Its fields may each have a charset of their own.
 * https://www.twilio.com/docs/sendgrid/for-developers/parsing-email/setting-up-the-inbound-parse-webhook
 */
export const sendgrid: MailProvider = {
  retryStatus: 503,
  read({ headers, form }, { secret }) {
    const problem = basicAuthProblem(headers, secret);
    if (problem !== undefined) return other(problem);
    if (!form) return other("not a form");
    const envelope = envelopeSchema.safeParse(parse(form.text("envelope")));
    if (!envelope.success) return other("no envelope");
    const { to, from } = envelope.data;
    return mails({ recipients: to, envelopeSender: from, content: contentOf(form) });
  },
};

function contentOf(form: MailForm): ProvidedMail["content"] {
  const raw = form.fields.get("email");
  if (raw) return { kind: "raw", bytes: raw };
  const charsets = charsetsSchema.parse(parse(form.text("charsets")));
  const text = (name: string) => form.text(name, charsets[name]);
  const parts = {
    subject: text("subject"),
    text: text("text"),
    html: text("html"),
    from: text("from"),
    attachments: form.files,
  };
  return { kind: "parts", parts };
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
