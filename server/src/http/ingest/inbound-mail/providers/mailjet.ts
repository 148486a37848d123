import { z } from "zod";
import { addressesIn, basicAuthProblem, type MailProvider, mails, optionalText, other } from "../provider.ts";

const partSchema = z.object({
  ContentRef: optionalText,
  Headers: z.record(z.string(), z.unknown()).catch({}),
});

const messageSchema = z.object({
  Recipient: z.string(),
  Sender: optionalText,
  From: optionalText,
  Subject: optionalText,
  "Text-part": optionalText,
  "Html-part": optionalText,
  Headers: z.record(z.string(), z.unknown()).catch({}),
  Parts: z.array(partSchema).catch([]),
});

/** The Parse API of Mailjet. https://dev.mailjet.com/email/guides/parse-api/ */
export const mailjet: MailProvider = {
  retryStatus: 503,
  read({ headers, json }, { secret }) {
    const problem = basicAuthProblem(headers, secret);
    if (problem !== undefined) return other(problem);
    const read = messageSchema.safeParse(json);
    if (!read.success) return other("not a mail of Mailjet");
    const message = read.data;
    const parts = {
      subject: message.Subject ?? firstText(message.Headers.Subject),
      text: message["Text-part"],
      html: message["Html-part"],
      from: message.From ?? firstText(message.Headers.From),
      attachments: message.Parts.flatMap(attachmentName),
    };
    return mails({
      recipients: addressesIn(message.Recipient),
      envelopeSender: message.Sender,
      content: { kind: "parts", parts },
    });
  },
};

/** A header that occurs several times is a list. */
function firstText(header: unknown): string | undefined {
  const value: unknown = Array.isArray(header) ? header[0] : header;
  return typeof value === "string" ? value : undefined;
}

/** `Attachment1` and `InlineAttachment1` are files; their names stand in the headers of the part. */
function attachmentName({ ContentRef = "", Headers }: z.output<typeof partSchema>): string[] {
  if (!ContentRef.includes("Attachment")) return [];
  const described = [Headers["Content-Disposition"], Headers["Content-Type"]].map(firstText).join(";");
  const name = /(?:file)?name\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(described);
  return [name?.[1] ?? name?.[2] ?? ContentRef];
}
