import { z } from "zod";
import { addressesIn, basicAuthProblem, type MailProvider, mails, optionalText, other } from "../provider.ts";

const messageSchema = z.object({
  OriginalRecipient: z.string(),
  From: optionalText,
  FromFull: z.object({ Email: optionalText }).optional().catch(undefined),
  Subject: optionalText,
  TextBody: optionalText,
  HtmlBody: optionalText,
  Attachments: z.array(z.object({ Name: optionalText, ContentType: optionalText })).catch([]),
});

/** Inbound webhooks of Postmark. https://postmarkapp.com/developer/webhooks/inbound-webhook */
export const postmark: MailProvider = {
  retryStatus: 503,
  read({ headers, json }, { secret }) {
    const problem = basicAuthProblem(headers, secret);
    if (problem !== undefined) return other(problem);
    const read = messageSchema.safeParse(json);
    if (!read.success) return other("not a mail of Postmark");
    const message = read.data;
    const parts = {
      subject: message.Subject,
      text: message.TextBody,
      html: message.HtmlBody,
      from: message.FromFull?.Email ?? message.From,
      attachments: message.Attachments.map(({ Name, ContentType }) => Name ?? ContentType ?? "attachment"),
    };
    return mails({
      recipients: addressesIn(message.OriginalRecipient),
      envelopeSender: undefined,
      content: { kind: "parts", parts },
    });
  },
};
