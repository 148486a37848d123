import { createSign } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createTopicMessages } from "../../src/core/integrations/topic-messages.ts";
import type { ProviderReading } from "../../src/http/ingest/inbound-mail/provider.ts";
import { amazonSes } from "../../src/http/ingest/inbound-mail/providers/amazon-ses.ts";

const read = (name: string) =>
  readFileSync(new URL(`../signatures/certificates/${name}`, import.meta.url), "utf8");
const key = read("signer.key.pem");
const host = "https://sns.eu-west-1.amazonaws.com";
const topic = "arn:aws:sns:eu-west-1:123456789012:mail";
const certificateUrl = `${host}/SimpleNotificationService-1.pem`;
const confirmUrl = `${host}/?Action=ConfirmSubscription&TopicArn=${topic}&Token=t`;
const answers = new Map([
  [certificateUrl, read("signer.cert.pem")],
  [confirmUrl, "<ok/>"],
]);
const mime = "From: Monitor <monitor@example.com>\r\nSubject: Disk full\r\n\r\n1 % left\r\n";

const published = Date.parse("2027-03-01T12:00:00.000Z");
const signedFields = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

/** A message as Amazon signs it. */
function envelopeOf(changes: Record<string, string>): Buffer {
  const envelope: Record<string, string> = {
    Type: "Notification",
    MessageId: "m-1",
    TopicArn: topic,
    Message: "",
    Timestamp: "2027-03-01T12:00:00.000Z",
    SignatureVersion: "2",
    SigningCertURL: certificateUrl,
    ...changes,
  };
  const text = signedFields
    .flatMap((name) => (envelope[name] === undefined ? [] : [`${name}\n${envelope[name]}\n`]))
    .join("");
  const Signature = createSign("RSA-SHA256").update(text).sign(key, "base64");
  return Buffer.from(JSON.stringify({ ...envelope, Signature }));
}

function noticeOf(content: string | undefined, action: object): string {
  return JSON.stringify({
    notificationType: "Received",
    mail: {
      source: "bounce@example.com",
      destination: ["someone-else@example.com"],
      commonHeaders: { from: ["Monitor <monitor@example.com>"], subject: "Disk full" },
    },
    receipt: { recipients: ["token@oncall.example.com"], action },
    ...(content === undefined ? {} : { content }),
  });
}

async function ask(
  rawBody: Buffer,
  settings: { topic: string | undefined } = { topic },
  now = published,
): Promise<{ reading: ProviderReading; asked: string[] }> {
  const asked: string[] = [];
  const topics = createTopicMessages(
    async (url) => {
      asked.push(url);
      return answers.get(url);
    },
    () => now,
  );
  const webhook = { headers: {}, rawBody, form: undefined, json: undefined, urls: [] };
  return { reading: await amazonSes.read(webhook, { secret: undefined, ...settings, topics, now }), asked };
}

describe("a mail by Amazon SES", () => {
  it.each([
    ["as text", mime, { type: "SNS", encoding: "UTF8" }],
    ["in base64", Buffer.from(mime).toString("base64"), { type: "SNS", encoding: "BASE64" }],
  ])("is taken from the envelope's recipients, %s", async (_name, content, action) => {
    const { reading } = await ask(envelopeOf({ Message: noticeOf(content, action) }));
    expect(reading).toEqual({
      kind: "mails",
      mails: [
        {
          messageId: "m-1",
          recipients: ["token@oncall.example.com"],
          envelopeSender: "bounce@example.com",
          content: { kind: "raw", bytes: Buffer.from(mime) },
        },
      ],
    });
  });

  it("that lies in a bucket pages by its subject, and says where it lies", async () => {
    const action = { type: "S3", bucketName: "mails", objectKey: "abc" };
    const { reading } = await ask(envelopeOf({ Message: noticeOf(undefined, action) }));
    expect(reading).toMatchObject({
      mails: [
        { content: { parts: { subject: "Disk full", text: expect.stringContaining("s3://mails/abc") } } },
      ],
    });
  });

  it("is refused when it is not signed by Amazon, of another topic, or no mail", async () => {
    const genuine = envelopeOf({ Message: noticeOf(mime, {}) });
    const changed = Buffer.from(genuine.toString().replace("Disk full", "Disk gone"));
    const others = [changed, envelopeOf({ TopicArn: `${topic}-2` }), Buffer.from("{}"), Buffer.from("x")];
    for (const body of [...others, envelopeOf({ Message: '{"notificationType":"Bounce"}' })])
      expect((await ask(body)).reading.kind).toBe("other");
  });

  it("is refused when it was published hours ago", async () => {
    const body = envelopeOf({ Message: noticeOf(mime, {}) });
    const { reading, asked } = await ask(body, { topic }, published + 2 * 3600 * 1000);
    expect(reading).toMatchObject({ kind: "other", reason: expect.stringContaining("Timestamp") });
    expect(asked).toEqual([]);
  });

  it("is put off when Amazon's certificate cannot be had", async () => {
    const body = envelopeOf({ Message: "{}", SigningCertURL: `${host}/unreachable.pem` });
    await expect(ask(body)).rejects.toMatchObject({ code: "unavailable" });
  });

  it("can be subscribed to for the topic of the settings alone", async () => {
    const body = envelopeOf({ Type: "SubscriptionConfirmation", SubscribeURL: confirmUrl, Token: "t" });
    const confirmed = await ask(body);
    expect(confirmed.reading).toEqual({ kind: "mails", mails: [] });
    expect(confirmed.asked).toContain(confirmUrl);
    const unset = await ask(body, { topic: undefined });
    expect(unset.reading.kind).toBe("other");
    expect(unset.asked).not.toContain(confirmUrl);
  });
});
