import { z } from "zod";
import { readSnsEnvelope, type SnsEnvelope } from "../../../../core/integrations/verify-sns.ts";
import {
  type MailProvider,
  mails,
  optionalText,
  other,
  type ProvidedMail,
  type ProviderReading,
  type ProviderSettings,
} from "../provider.ts";

const noticeSchema = z.object({
  notificationType: z.literal("Received"),
  content: optionalText,
  mail: z.object({
    source: optionalText,
    commonHeaders: z
      .object({ subject: optionalText, from: z.array(z.string()).catch([]) })
      .catch({ subject: undefined, from: [] }),
  }),
  receipt: z.object({
    recipients: z.array(z.string()),
    action: z
      .object({ encoding: optionalText, bucketName: optionalText, objectKey: optionalText })
      .catch({ encoding: undefined, bucketName: undefined, objectKey: undefined }),
  }),
});

type Notice = z.output<typeof noticeSchema>;

/**
 * Receipt rules of Amazon SES that publish to SNS. Messages must be signed by AWS, always; with a topic set they must
 * be of that one, and only its subscription is confirmed.
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html
 */
export const amazonSes: MailProvider = {
  retryStatus: 503,
  async read({ rawBody }, settings) {
    const reading = readSnsEnvelope(rawBody);
    if (reading.kind !== "envelope") return other("not a message of Amazon SNS");
    const { envelope } = reading;
    if (settings.topic !== undefined && envelope.TopicArn !== settings.topic) return other("another topic");
    const verdict = await settings.topics.verify(envelope);
    if (verdict.kind === "invalid") return other(verdict.reason);
    switch (envelope.Type) {
      case "Notification":
        return readNotice(envelope);
      case "SubscriptionConfirmation":
        return confirm(envelope, settings);
      case "UnsubscribeConfirmation":
        return mails();
    }
  },
};

async function confirm(envelope: SnsEnvelope, { topic, topics }: ProviderSettings): Promise<ProviderReading> {
  if (topic === undefined)
    return other("a subscription is confirmed only when TOCSIN_INBOUND_MAIL_SNS_TOPIC is set");
  const verdict = await topics.confirm(envelope);
  return verdict.kind === "valid" ? mails() : other(verdict.reason);
}

function readNotice({ Message, MessageId }: SnsEnvelope): ProviderReading {
  const json = parse(Message);
  // AWS tests a new topic with a sentence, and publishes bounces and the like to it when told to.
  if (json === undefined) return mails();
  const read = noticeSchema.safeParse(json);
  return read.success ? mails({ ...mailOf(read.data), messageId: MessageId }) : other("not a received mail");
}

function mailOf(notice: Notice): ProvidedMail {
  const { content, mail, receipt } = notice;
  const envelope = { recipients: receipt.recipients, envelopeSender: mail.source };
  if (content === undefined) return { ...envelope, content: withoutBody(notice) };
  const encoding = receipt.action.encoding?.toUpperCase() === "BASE64" ? "base64" : "utf8";
  return { ...envelope, content: { kind: "raw", bytes: Buffer.from(content, encoding) } };
}

/** A mail that AWS put into a bucket pages all the same, and says where it lies. */
function withoutBody({ mail, receipt }: Notice): ProvidedMail["content"] {
  const { subject, from } = mail.commonHeaders;
  const { bucketName = "?", objectKey = "?" } = receipt.action;
  const text = `Amazon SES did not send the text along; the mail is in s3://${bucketName}/${objectKey}`;
  return { kind: "parts", parts: { subject, text, html: undefined, from: from[0], attachments: [] } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
