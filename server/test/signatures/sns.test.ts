import { createSign } from "node:crypto";
import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import type { Integration } from "../../src/core/integrations/index.ts";
import type { IntegrationModule } from "../../src/core/integrations/registry.ts";
import { webhook } from "../../src/integrations/webhook.ts";
import { useWorld } from "./world.ts";

const read = (name: string) => readFileSync(new URL(`./certificates/${name}`, import.meta.url), "utf8");
const certificate = read("signer.cert.pem");
const key = read("signer.key.pem");

const cloud: IntegrationModule = { ...webhook, slug: "cloud", signatures: [{ kind: "sns" }] };

/** What Amazon answers by URL, and which URLs were asked for. */
let outside: Record<string, string | undefined> = {};
let asked: string[] = [];
const published = Date.parse("2027-03-01T12:00:00.000Z");
let now = published;
const world = useWorld(
  [cloud],
  async (url) => {
    asked.push(url);
    return outside[url];
  },
  () => now,
);

const host = "https://sns.us-east-1.amazonaws.com";
const confirmUrl = `${host}/?Action=ConfirmSubscription&TopicArn=x&Token=t`;
let certificateUrl = "";
let number = 0;
let target: Integration;

beforeEach(async () => {
  number += 1;
  target = await world.integrate("cloud", `C${number}`);
  certificateUrl = `${host}/SimpleNotificationService-${number}.pem`;
  outside = { [certificateUrl]: certificate, [confirmUrl]: "<ok/>" };
  asked = [];
  now = published;
});

const fields = {
  Notification: ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
  SubscriptionConfirmation: [
    "Message",
    "MessageId",
    "SubscribeURL",
    "Timestamp",
    "Token",
    "TopicArn",
    "Type",
  ],
};

type Envelope = Record<string, string | null>;

let messages = 0;

/** A new message as Amazon signs it. */
function envelopeOf(changes: Envelope = {}): Envelope {
  messages += 1;
  const envelope: Envelope = {
    Type: "Notification",
    MessageId: `m-${messages}`,
    TopicArn: "arn:aws:sns:us-east-1:1:ops",
    Subject: 'ALARM: "CPU"',
    Message: '{"AlarmName":"CPU","NewStateValue":"ALARM"}',
    Timestamp: "2027-03-01T12:00:00.000Z",
    SignatureVersion: "1",
    SigningCertURL: certificateUrl,
    ...changes,
  };
  const names = envelope.Type === "Notification" ? fields.Notification : fields.SubscriptionConfirmation;
  const text = names
    .filter((name) => typeof envelope[name] === "string")
    .map((name) => `${name}\n${envelope[name]}\n`)
    .join("");
  const algorithm = envelope.SignatureVersion === "2" ? "RSA-SHA256" : "RSA-SHA1";
  return { ...envelope, Signature: createSign(algorithm).update(text).sign(key, "base64") };
}

function subscription(changes: Envelope = {}): Envelope {
  return envelopeOf({
    Type: "SubscriptionConfirmation",
    Subject: null,
    Token: "t",
    SubscribeURL: confirmUrl,
    ...changes,
  });
}

async function send(message: object): Promise<number> {
  const text = JSON.stringify(message);
  return (await world.post(target, text, { "content-type": "text/plain; charset=UTF-8" })).status;
}

describe("a notification", () => {
  test.each([
    "1",
    "2",
  ])("signed by version %s is taken, though it is labelled as plain text", async (version) => {
    expect(await send(envelopeOf({ SignatureVersion: version }))).toBe(200);
    expect(await send(envelopeOf({ SignatureVersion: version, Subject: null }))).toBe(200);
    expect(await world.taken(target)).toHaveLength(2);
    expect(asked).toEqual([certificateUrl]);
  });

  test.each([
    ["another message", { Message: "{}" }],
    ["another subject", { Subject: "x" }],
    ["no subject", { Subject: null }],
    ["another topic", { TopicArn: "arn:aws:sns:us-east-1:2:ops" }],
    ["another version", { SignatureVersion: "2" }],
    ["an unknown version", { SignatureVersion: "3" }],
    ["no signature", { Signature: undefined }],
    ["an empty signature", { Signature: "" }],
    ["a signature of junk", { Signature: "AAAA" }],
    ["no topic", { TopicArn: undefined }],
  ])("with %s than was signed is refused with 401 and kept", async (_name, changes) => {
    expect(await send({ ...envelopeOf(), ...changes })).toBe(401);
    expect(await world.taken(target)).toEqual([]);
    expect(await world.refusals(target)).toHaveLength(1);
  });

  test.each([
    "http://sns.us-east-1.amazonaws.com/a.pem",
    "https://sns.us-east-1.amazonaws.com.evil.example/a.pem",
    "https://evil.example/sns.us-east-1.amazonaws.com/a.pem",
    "https://sns.us-east-1.amazonaws.com@evil.example/a.pem",
    "https://user@sns.us-east-1.amazonaws.com/a.pem",
    "https://sns.us-east-1.amazonaws.com:8443/a.pem",
    "https://my-bucket.s3.amazonaws.com/a.pem",
    "https://s3.us-east-1.amazonaws.com/sns/a.pem",
    "https://sns.us-east-1.amazonaws.com/folder/a.pem",
    "https://sns.us-east-1.amazonaws.com/a.pem?x=y",
    "https://sns.amazonaws.com/a.pem",
    "https://sns.us-east-1.amazonaws.com./a.pem",
    "https://169.254.169.254/a.pem",
    "not a url",
  ])("whose certificate is at %s is refused, and nothing is fetched", async (url) => {
    outside[url] = certificate;
    expect(await send(envelopeOf({ SigningCertURL: url }))).toBe(401);
    expect(asked).toEqual([]);
  });

  test("is sent again by Amazon when the certificate cannot be had: 503", async () => {
    outside = {};
    expect(await send(envelopeOf())).toBe(503);
    expect(await send(envelopeOf())).toBe(503);
    expect(asked).toEqual([certificateUrl]);
    outside[`${host}/broken-${number}.pem`] = "no certificate";
    expect(await send(envelopeOf({ SigningCertURL: `${host}/broken-${number}.pem` }))).toBe(503);
  });

  test("in China has hosts of its own", async () => {
    const url = "https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-1.pem";
    outside[url] = certificate;
    expect(await send(envelopeOf({ SigningCertURL: url }))).toBe(200);
  });
});

describe("a message that is sent again", () => {
  const minutes = 60_000;

  test("is answered with 200 and counts once, also when both come at the same moment", async () => {
    const message = envelopeOf();
    expect(await send(message)).toBe(200);
    expect(await send(message)).toBe(200);
    expect(await world.taken(target)).toHaveLength(1);
    const other = envelopeOf();
    const answers = await Promise.all([1, 2, 3, 4].map(() => send(other)));
    expect(answers).toContain(200);
    expect(answers.filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect(await send(other)).toBe(200);
    expect(await world.taken(target)).toHaveLength(2);
  });

  test("counts for each integration that is subscribed", async () => {
    const message = envelopeOf();
    await send(message);
    const second = target;
    target = await world.integrate("cloud", `C${number} too`);
    await send(message);
    expect([await world.taken(second), await world.taken(target)].map((taken) => taken.length)).toEqual([
      1, 1,
    ]);
  });

  test("is taken when it could not be stored the first time", async () => {
    const message = envelopeOf();
    await sql`alter table intake add constraint broken check (false) not valid`.execute(world.ctx.db);
    const first = await send(message);
    await sql`alter table intake drop constraint broken`.execute(world.ctx.db);
    expect(first).toBeGreaterThanOrEqual(500);
    expect(await send(message)).toBe(200);
    expect(await world.taken(target)).toHaveLength(1);
  });

  test("by somebody who kept it is refused after an hour, and one from the future is", async () => {
    const message = envelopeOf();
    for (const [offset, status] of [
      [60, 200],
      [-60, 200],
      [75, 401],
      [-75, 401],
      [60 * 24 * 30, 401],
    ] as const) {
      now = published + offset * minutes;
      expect(await send(message)).toBe(status);
    }
    expect(await world.taken(target)).toHaveLength(1);
    expect((await world.refusals(target))[0]).toContain("Timestamp");
    now = published;
    expect(await send(envelopeOf({ Timestamp: "yesterday" }))).toBe(401);
  });

  test("cannot bring a subscription back that was forgotten", async () => {
    const message = subscription();
    await send(message);
    await world.call("DELETE", `/integrations/${target.publicId}/topic`);
    expect(await send(message)).toBe(200);
    const status = await world.call("GET", `/integrations/${target.publicId}/secrets`);
    expect(status.body.topic).toBeNull();
    expect(asked.filter((url) => url === confirmUrl)).toHaveLength(1);
  });
});

describe("raw delivery, which Amazon does not sign", () => {
  test("is taken, unless the integration has a secret", async () => {
    expect(await send({ AlarmName: "CPU", NewStateValue: "ALARM" })).toBe(200);
    await world.call("PUT", `/integrations/${target.publicId}/secrets`, {});
    expect(await send({ AlarmName: "CPU", NewStateValue: "ALARM" })).toBe(401);
    expect(await send(envelopeOf())).toBe(200);
  });
});

describe("a subscription", () => {
  test("is confirmed after its signature was checked, and its topic is the only one from then on", async () => {
    expect(await send(subscription())).toBe(200);
    expect(asked).toEqual([certificateUrl, confirmUrl]);
    const status = await world.call("GET", `/integrations/${target.publicId}/secrets`);
    expect(status.body.topic.name).toBe("arn:aws:sns:us-east-1:1:ops");
    expect(await send(envelopeOf())).toBe(200);
    expect(await send(envelopeOf({ TopicArn: "arn:aws:sns:us-east-1:666:ops" }))).toBe(401);
    expect(await send(subscription({ TopicArn: "arn:aws:sns:us-east-1:666:ops" }))).toBe(401);
    expect(asked.filter((url) => url === confirmUrl)).toHaveLength(1);
    expect(await world.taken(target)).toHaveLength(1);
  });

  test("can be changed to another topic after the first was forgotten", async () => {
    await send(subscription());
    expect((await world.call("DELETE", `/integrations/${target.publicId}/topic`)).status).toBe(204);
    expect(await send(subscription({ TopicArn: "arn:aws:sns:us-east-1:1:other" }))).toBe(200);
    expect(await send(envelopeOf({ TopicArn: "arn:aws:sns:us-east-1:1:other" }))).toBe(200);
  });

  test("with a wrong signature is not confirmed: nobody can make the server call a URL", async () => {
    expect(await send({ ...subscription(), Token: "other" })).toBe(401);
    expect(asked).toEqual([certificateUrl]);
  });

  test.each([
    "https://internal.example/?Action=ConfirmSubscription",
    "http://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription",
    "https://sns.us-east-1.amazonaws.com/?Action=DeleteTopic",
    "https://sns.us-east-1.amazonaws.com/x?Action=ConfirmSubscription",
  ])("that is confirmed at %s is refused, signed or not", async (url) => {
    expect(await send(subscription({ SubscribeURL: url }))).toBe(401);
    expect(asked).toEqual([certificateUrl]);
  });

  test("is confirmed later when Amazon does not answer now", async () => {
    delete outside[confirmUrl];
    expect(await send(subscription())).toBe(503);
    outside[confirmUrl] = "<ok/>";
    expect(await send(subscription())).toBe(200);
  });

  test("that is ended is noted, and opens no alert group", async () => {
    expect(await send(subscription({ Type: "UnsubscribeConfirmation" }))).toBe(200);
    expect(asked).toEqual([certificateUrl]);
    expect(await world.taken(target)).toEqual([]);
  });
});
