import { createHmac, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Integration } from "../../src/core/integrations/index.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

const domain = "oncall.example.com";
const path = "/integrations/v1/inbound_email_webhook";
const publicUrl = "https://tocsin.example.com";
const raw = [
  "From: Monitor <monitor@example.com>",
  "To: someone-else@example.com",
  "Subject: Disk full",
  "Content-Type: text/plain; charset=utf-8",
  "",
  "Größe: 1 % left",
  "",
].join("\r\n");
const payload = { subject: "Disk full", message: "Größe: 1 % left", sender: "monitor@example.com" };

interface Sending {
  body: string | FormData;
  headers?: Record<string, string>;
}

/** What a provider sends for a mail to this address, as its documentation describes it. */
interface Case {
  provider: string;
  name: string;
  make(recipient: string): Sending;
  /** The same, proven wrongly. */
  forge(recipient: string): Sending;
}

const json = { "content-type": "application/json" };
const secret = "monitor:a-long-password";
const postalKeys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const postalSecret = postalKeys.publicKey.export({ type: "spki", format: "der" }).toString("base64");

function basic(credentials: string) {
  return { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` };
}

function byPassword(provider: string, name: string, make: (recipient: string) => Sending): Case {
  const withPassword = (password: string) => (recipient: string) => {
    const sending = make(recipient);
    return { ...sending, headers: { ...sending.headers, ...basic(password) } };
  };
  return { provider, name, make: withPassword(secret), forge: withPassword("monitor:wrong") };
}

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

function mailgunFields(key: string, ageSeconds = 0) {
  const timestamp = String(Math.floor(Date.now() / 1000) - ageSeconds);
  const token = randomUUID();
  return {
    timestamp,
    token,
    signature: createHmac("sha256", key)
      .update(timestamp + token)
      .digest("hex"),
  };
}

function mailgunCase(name: string, fields: (recipient: string) => Record<string, string>): Case {
  const signed = (key: string) => (recipient: string) => ({
    body: formOf({ recipient, sender: "bounce@example.com", ...fields(recipient), ...mailgunFields(key) }),
  });
  return { provider: "mailgun", name, make: signed(secret), forge: signed("another key") };
}

function mandrillSending(key: string, ...messages: object[]): Sending {
  const events = JSON.stringify(messages.map((msg) => ({ event: "inbound", ts: 1767225600, msg })));
  const signature = createHmac("sha1", key)
    .update(`${publicUrl}${path}mandrill_events${events}`)
    .digest("base64");
  return {
    body: new URLSearchParams({ mandrill_events: events }).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded", "x-mandrill-signature": signature },
  };
}

function postalSending(message: object, { header = "x-postal-signature", isForged = false } = {}): Sending {
  const body = JSON.stringify(message);
  const algorithm = header.endsWith("256") ? "RSA-SHA256" : "RSA-SHA1";
  const signature = createSign(algorithm)
    .update(isForged ? `${body} ` : body)
    .sign(postalKeys.privateKey, "base64");
  return { body, headers: { ...json, [header]: signature } };
}

const postalRaw = (recipient: string) => ({
  id: 12345,
  rcpt_to: recipient,
  mail_from: "bounce@example.com",
  message: Buffer.from(raw).toString("base64"),
  base64: true,
  size: 859,
});

const cases: Case[] = [
  mailgunCase("parsed", () => ({
    from: "Monitor <monitor@example.com>",
    subject: " Disk full ",
    "body-plain": "Größe: 1 % left\r\n",
    "body-html": "<p>no</p>",
  })),
  mailgunCase("raw", () => ({ "body-mime": raw })),
  {
    provider: "mandrill",
    name: "raw",
    make: (email) => mandrillSending(secret, { email, raw_msg: raw, from_email: "monitor@example.com" }),
    forge: (email) => mandrillSending("another key", { email, raw_msg: raw }),
  },
  {
    provider: "postal",
    name: "raw",
    make: (recipient) => postalSending(postalRaw(recipient)),
    forge: (recipient) => postalSending(postalRaw(recipient), { isForged: true }),
  },
  {
    provider: "postal",
    name: "processed, signed by SHA-256",
    make: (recipient) =>
      postalSending(
        {
          rcpt_to: recipient,
          mail_from: "bounce@example.com",
          from: "Monitor <monitor@example.com>",
          subject: "Disk full",
          plain_body: null,
          html_body: "<p>Größe: 1 % left</p>",
          attachments: [],
        },
        { header: "x-postal-signature-256" },
      ),
    forge: (recipient) => ({ body: JSON.stringify(postalRaw(recipient)), headers: json }),
  },
  byPassword("mailjet", "parsed", (recipient) => ({
    body: JSON.stringify({
      Sender: "bounce@example.com",
      Recipient: recipient,
      From: "Monitor <monitor@example.com>",
      Subject: "Disk full",
      Headers: { Subject: ["Disk full"], Received: ["a", "b"] },
      Parts: [{ Headers: { "Content-Type": "text/plain" }, ContentRef: "Text-part" }],
      "Text-part": "Größe: 1 % left",
      SpamAssassinScore: "0.6",
    }),
    headers: json,
  })),
  byPassword("postmark", "parsed", (recipient) => ({
    body: JSON.stringify({
      FromName: "Monitor",
      From: "monitor@example.com",
      FromFull: { Email: "monitor@example.com", Name: "Monitor", MailboxHash: "" },
      To: "someone-else@example.com",
      OriginalRecipient: recipient,
      Subject: "Disk full",
      TextBody: "",
      HtmlBody: "<div>Größe: 1 % left</div>",
      Attachments: [],
    }),
    headers: json,
  })),
  byPassword("sendgrid", "parsed", (recipient) => ({
    body: formOf({
      envelope: JSON.stringify({ to: [recipient], from: "bounce@example.com" }),
      from: "Monitor <monitor@example.com>",
      subject: "Disk full",
      text: "Größe: 1 % left",
      charsets: JSON.stringify({ subject: "UTF-8", text: "UTF-8" }),
    }),
  })),
  byPassword("sendgrid", "raw", (recipient) => ({
    body: formOf({ envelope: JSON.stringify({ to: [recipient], from: "b@example.com" }), email: raw }),
  })),
  byPassword("sparkpost", "raw", (recipient) => ({
    body: JSON.stringify([
      {
        msys: {
          relay_message: {
            rcpt_to: recipient,
            msg_from: "bounce@example.com",
            friendly_from: "monitor@example.com",
            protocol: "smtp",
            content: { email_rfc822: Buffer.from(raw).toString("base64"), email_rfc822_is_base64: true },
          },
        },
      },
    ]),
    headers: json,
  })),
];

const apps = new Map<string, { app: TestApp; integration: Integration }>();

async function appFor(provider: string) {
  const known = apps.get(provider);
  if (known) return known;
  const app = await startTestApp({
    TOCSIN_PUBLIC_URL: publicUrl,
    TOCSIN_INBOUND_MAIL_DOMAIN: domain,
    TOCSIN_INBOUND_MAIL_ESP: provider,
    TOCSIN_INBOUND_MAIL_SECRET: provider === "postal" ? postalSecret : secret,
  });
  const made = { app, integration: await app.integrate({ type: "inbound_email" }) };
  apps.set(provider, made);
  return made;
}

afterAll(async () => {
  for (const { app } of apps.values()) await app.stop();
});

function post(app: TestApp, { body, headers = {} }: Sending, at = path): Promise<Response> {
  return fetch(app.url + at, { method: "POST", body, headers });
}

/** What was stored for an integration, oldest first; it may be waiting still or be an alert already. */
async function stored(app: TestApp, { id }: Integration): Promise<unknown[]> {
  for (;;) {
    const waiting = await sql`select from intake where integration_id = ${id} and status = 'waiting'`.execute(
      app.ctx.db,
    );
    if (waiting.rows.length === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const result = await sql<{ payload: unknown }>`
    select a.payload::json as payload from alerts a join alert_groups g on g.id = a.group_id
    where g.integration_id = ${id} order by a.id`.execute(app.ctx.db);
  return result.rows.map((row) => row.payload);
}

describe.each(cases)("a mail by $provider, $name", ({ provider, make, forge }) => {
  it("becomes an alert of the integration in its envelope", async () => {
    const { app, integration } = await appFor(provider);
    const before = (await stored(app, integration)).length;
    const answer = await post(app, make(`${integration.token}@${domain}`));
    expect([answer.status, await answer.text()]).toEqual([200, '"OK"']);
    expect((await stored(app, integration)).slice(before)).toEqual([payload]);
  });

  it("is refused when it is not proven", async () => {
    const { app, integration } = await appFor(provider);
    const before = (await stored(app, integration)).length;
    const answer = await post(app, forge(`${integration.token}@${domain}`));
    expect([answer.status, await answer.text()]).toEqual([400, ""]);
    expect(await stored(app, integration)).toHaveLength(before);
  });

  it("for nobody here is refused", async () => {
    const { app, integration } = await appFor(provider);
    expect((await post(app, make(`unknown@${domain}`))).status).toBe(403);
    expect((await post(app, make(`${integration.token}@elsewhere.example`))).status).toBe(400);
  });
});

describe("what Mailgun signed", () => {
  const sending = (recipient: string, proof: Record<string, string>, subject = "Disk full") => ({
    body: formOf({ recipient, sender: "bounce@example.com", subject, "body-plain": "x", ...proof }),
  });

  it("counts once, whatever mail is sent with it", async () => {
    const { app, integration } = await appFor("mailgun");
    const before = (await stored(app, integration)).length;
    const proof = mailgunFields(secret);
    const recipient = `${integration.token}@${domain}`;
    for (const subject of ["Disk full", "Disk full", "Forged"])
      expect((await post(app, sending(recipient, proof, subject))).status).toBe(200);
    expect(await stored(app, integration)).toHaveLength(before + 1);
  });

  it.each([13 * 3600, -13 * 3600])("is refused when it is %i seconds old", async (age) => {
    const { app, integration } = await appFor("mailgun");
    const proof = mailgunFields(secret, age);
    expect((await post(app, sending(`${integration.token}@${domain}`, proof))).status).toBe(400);
  });
});

describe("the webhook for mail", () => {
  it("answers every method as its senders expect, with and without a slash", async () => {
    const { app } = await appFor("postmark");
    for (const at of [path, `${path}/`, `/oncall${path}`]) {
      expect((await fetch(app.url + at, { method: "HEAD" })).status).toBe(200);
      for (const method of ["GET", "PUT", "PATCH", "DELETE"])
        expect((await fetch(app.url + at, { method })).status).toBe(405);
      expect((await post(app, { body: "{", headers: json }, at)).status).toBe(400);
    }
  });

  it.each([
    ["mandrill", () => mandrillSending(secret)],
    ["sparkpost", () => ({ body: JSON.stringify([{ msys: {} }]), headers: { ...json, ...basic(secret) } })],
  ])("takes the test of %s", async (provider, make) => {
    const { app } = await appFor(provider);
    expect((await post(app, make())).status).toBe(200);
  });

  it("names files, reads charsets of fields and several recipients", async () => {
    const { app } = await appFor("sendgrid");
    const other = await app.integrate({ type: "inbound_email", name: "other" });
    const envelope = JSON.stringify({ to: ["x@elsewhere.example", `${other.token}@${domain}`] });
    const charsets = JSON.stringify({ text: "iso-8859-1", subject: "no-such-charset" });
    const parts = [
      `name="envelope"\r\n\r\n${envelope}`,
      `name="charsets"\r\n\r\n${charsets}`,
      'name="subject"\r\n\r\nFiles',
      'name="from"\r\n\r\na@example.com',
      'name="text"\r\n\r\nGr\xfc\xdfe',
      `name="attachment1"; filename="graph.png"\r\nContent-Type: image/png\r\n\r\n${"x".repeat(2_000_000)}`,
    ];
    const form = parts.map((part) => `--b\r\nContent-Disposition: form-data; ${part}\r\n`).join("");
    const answer = await fetch(app.url + path, {
      method: "POST",
      body: Buffer.from(`${form}--b--\r\n`, "latin1"),
      headers: { ...basic(secret), "content-type": "multipart/form-data; boundary=b" },
    });
    expect(answer.status).toBe(200);
    expect(await stored(app, other)).toEqual([
      { subject: "Files", message: "Grüße", sender: "a@example.com", attachments: ["graph.png"] },
    ]);
  });

  it("says that it is not set up when no provider is named", async () => {
    const app = await startTestApp({ TOCSIN_INBOUND_MAIL_DOMAIN: domain });
    apps.set("none", { app, integration: await app.integrate({ type: "inbound_email" }) });
    expect((await post(app, { body: "{}", headers: json })).status).toBe(500);
  });
});

beforeAll(() => appFor("mailgun"));
