import PostalMime, { type Email } from "postal-mime";
import { type MailPayload, mailPayload } from "./payload.ts";

/**
 * Reads a mail as it travels (RFC 5322 with MIME). Never throws: of a mail that breaks the rules beyond reading, the
 * raw text is the message, for a page that is hard to read is better than none.
 * @param envelopeSender counts when the mail names no sender
 */
export async function readMail(raw: Uint8Array, envelopeSender: string): Promise<MailPayload> {
  const mail = await parse(raw);
  if (!mail) {
    const text = Buffer.from(raw).toString("utf8");
    const subject = /^subject:(.*)$/im.exec(text.slice(0, 10_000))?.[1];
    return mailPayload({ subject, text, html: undefined, from: undefined, envelopeSender, attachments: [] });
  }
  return mailPayload({
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    from: mail.from?.address,
    envelopeSender,
    attachments: mail.attachments.map((attachment) => attachment.filename ?? attachment.mimeType),
  });
}

async function parse(raw: Uint8Array): Promise<Email | undefined> {
  try {
    return await PostalMime.parse(raw, { maxNestingDepth: 50, maxHeadersSize: 256 * 1024 });
  } catch {
    return undefined;
  }
}
