import { createServer } from "node:net";
import { sql } from "kysely";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sendNextMail, startOperatorMails } from "../../src/core/operator-notices/index.ts";
import { claimMail, finishMail } from "../../src/core/operator-notices/notice-store.ts";
import { giveFailureNotice, giveNotices, type Webhook } from "../../src/core/outgoing-webhooks/index.ts";
import { makeCertificate } from "../../src/mail/certificate.ts";
import { createSmtpSender, type SmtpServer } from "../../src/mail/smtp-sender.ts";
import { startOperatorMail } from "../../src/operator-mail.ts";
import { answer, startReceiver } from "../delivery/receiver.ts";
import { createWorld, eventOf, eventually, type World } from "../delivery/world.ts";
import { adminToken, startTestApp } from "../support/test-app.ts";
import { type MailServer, startMailServer } from "./mail-server.ts";

let world: World;
let mailServer: MailServer;
let logged: Record<string, unknown>[];

beforeEach(async () => {
  world = await createWorld();
  mailServer = await startMailServer();
  logged = [];
  world.ctx.log = pino({ level: "info" }, { write: (line: string) => void logged.push(JSON.parse(line)) });
});
afterEach(async () => {
  await mailServer.close();
  await world.close();
});

const operators = ["ana@example.com", "ben@example.com"];

function toolsFor(server: Partial<SmtpServer> = {}, deadlineSeconds = 5) {
  const to = { host: "127.0.0.1", port: mailServer.port, isSecure: false, credentials: undefined, ...server };
  const sender = createSmtpSender({
    server: to,
    from: "Tocsin <oncall@example.com>",
    to: operators,
    deadlineSeconds,
  });
  return { ...world.ctx, sender };
}

async function failFor(webhook: Webhook, days: number): Promise<void> {
  await sql`update webhook_health set failing_since = now() - make_interval(secs => ${days * 86_400})
    where webhook_id = ${webhook.id}`.execute(world.handle.db);
}

/** One notice about a webhook of this name. */
async function failOnce(name: string): Promise<void> {
  await failFor(await world.makeWebhook({ name, url: "http://127.0.0.1:1" }), 2.6);
  await giveNotices(world.ctx);
}

interface Outbox {
  tries: number;
  isSent: boolean;
  isGivenUp: boolean;
  inSeconds: number;
}

async function outbox(): Promise<Outbox[]> {
  const { rows } = await sql<Outbox>`
    select mail_tries as tries, mailed_at is not null as "isSent", mail_given_up_at is not null as "isGivenUp",
      extract(epoch from mail_due_at - now())::float8 as "inSeconds" from operator_notices order by id`.execute(
    world.handle.db,
  );
  return rows;
}

const dueNow = () => sql`update operator_notices set mail_due_at = now()`.execute(world.handle.db);

async function counted(): Promise<string[]> {
  const { text } = await world.ctx.metrics.render();
  return [...text.matchAll(/operator_mails_total\{result="(\w+)"\} (\d+)/g)].map(
    ([, result, count]) => `${result} ${count}`,
  );
}

test("the four notices about a webhook come as mails, each once over servers that are restarted", async () => {
  const receiver = await startReceiver(answer(503));
  const webhook = await world.makeWebhook({
    ...{ name: "Tickets", url: receiver.url, triggerType: "resolve" as const },
    control: { disableAfterDays: 10 },
  });
  const worker = world.startWorker();
  await world.announce([eventOf(await world.makeGroup(), "resolve")]);
  await eventually(() => worker.counts().retried > 0);
  await worker.stop();
  for (const days of [4.9, 5.1, 5.2, 7.1, 9.1, 10.1, 12]) {
    await failFor(webhook, days);
    await Promise.all([giveNotices(world.ctx), giveNotices(world.ctx)]);
    const servers = [1, 2].map(() => startOperatorMails(toolsFor()));
    await eventually(async () => (await outbox()).every(({ isSent }) => isSent));
    await Promise.all(servers.map((server) => server.stop()));
  }
  await receiver.close();
  const { received } = mailServer;
  expect(received.map(({ subject }) => subject)).toEqual([
    'Tocsin: the webhook "Tickets" delivers nothing (50 %)',
    'Tocsin: the webhook "Tickets" delivers nothing (70 %)',
    'Tocsin: the webhook "Tickets" delivers nothing (90 %)',
    'Tocsin: the webhook "Tickets" was switched off',
  ]);
  expect(new Set(received.map(({ messageId }) => messageId)).size).toBe(4);
  expect(received.map(({ to }) => to)).toEqual(Array(4).fill(operators));
  const [first] = received;
  expect(first?.text).toMatch(/has delivered nothing since \d{4}-\d\d-\d\d \d\d:\d\d UTC\./);
  expect(first?.text).toMatch(/Failed tries: [1-9]\d*\. Messages given up: 0\./);
  expect(first?.text).toMatch(/Last failure: .* UTC, the receiver answered 503\./);
  expect(first?.text).toMatch(
    /50 percent of 10 days.*It is switched off at .* UTC unless a message arrives before\./,
  );
  expect(first?.text).toContain(`https://oncall.example.com/webhooks/${webhook.publicId}`);
  expect(received[3]?.text).toContain("Nothing was delivered for 10 days.");
  expect(await counted()).toEqual(["sent 4"]);
});

test("a mail server that is away loses none: each is tried again later, by any server, with the same id", async () => {
  const { port } = mailServer;
  await mailServer.close();
  await failOnce("one");
  await failOnce("two");
  while (await sendNextMail(toolsFor({ port })));
  expect(await outbox()).toMatchObject(Array(2).fill({ tries: 1, isSent: false, isGivenUp: false }));
  for (const { inSeconds } of await outbox()) expect(inSeconds).toBeGreaterThan(20);
  await dueNow();
  while (await sendNextMail(toolsFor({ port })));
  for (const { inSeconds } of await outbox()) expect(inSeconds).toBeGreaterThan(50);
  mailServer = await startMailServer(port);
  await dueNow();
  const servers = [1, 2].map(() => startOperatorMails(toolsFor({ port })));
  await eventually(async () => (await outbox()).every(({ isSent }) => isSent));
  await Promise.all(servers.map((server) => server.stop()));
  expect(mailServer.received.map(({ subject }) => subject).sort()).toEqual([
    'Tocsin: the webhook "one" delivers nothing (50 %)',
    'Tocsin: the webhook "two" delivers nothing (50 %)',
  ]);
  expect(await counted()).toEqual(["failed 4", "sent 2"]);
});

test("a mail that a server left behind is sent by another, and what the first one says later changes nothing", async () => {
  await failOnce("left");
  const abandoned = await claimMail(world.handle.db, 3_600);
  expect(await sendNextMail(toolsFor())).toBe(false);
  await sql`update operator_notices set mail_claimed_until = now()`.execute(world.handle.db);
  expect(await sendNextMail(toolsFor())).toBe(true);
  if (abandoned) await finishMail(world.handle.db, abandoned, { kind: "given up", error: "late" });
  expect(await outbox()).toMatchObject([{ tries: 2, isSent: true, isGivenUp: false }]);
  expect(mailServer.received).toHaveLength(1);
});

test("a mail is given up after a day of tries, in log and metric, and keeps no other from being sent", async () => {
  await failOnce("lost");
  await sql`update operator_notices set mail_tries = 12`.execute(world.handle.db);
  await sendNextMail(toolsFor({ port: 1 }));
  await failOnce("next");
  await sendNextMail(toolsFor());
  expect(await outbox()).toMatchObject([
    { tries: 13, isSent: false, isGivenUp: true },
    { tries: 1, isSent: true },
  ]);
  expect(await sendNextMail(toolsFor())).toBe(false);
  expect(await counted()).toEqual(["given_up 1", "sent 1"]);
  expect(logged.map(({ msg }) => msg)).toContain("a mail to operators was given up");
});

test("notices of the days before mail was set up are not sent", async () => {
  await failOnce("old");
  await sql`update operator_notices set at = now() - interval '3 days'`.execute(world.handle.db);
  await sendNextMail(toolsFor());
  expect(await outbox()).toMatchObject([{ isSent: false, isGivenUp: true }]);
  expect(mailServer.received).toEqual([]);
});

test("a mail server that says nothing is left at the deadline", async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const address = silent.address();
  await failOnce("silent");
  await sendNextMail(toolsFor({ port: typeof address === "object" ? (address?.port ?? 0) : 0 }, 0.3));
  expect(await outbox()).toMatchObject([{ tries: 1, isSent: false, isGivenUp: false }]);
  silent.close();
});

test("a password goes to another machine only inside TLS", async () => {
  let asked = 0;
  const plain = await startMailServer(0, {
    ...{ allowInsecureAuth: true, authOptional: false },
    onAuth(_auth, _session, done) {
      asked += 1;
      done(null, { user: "u" });
    },
  });
  await failOnce("secret");
  const credentials = { user: "u", password: "p" };
  await sendNextMail(toolsFor({ host: "0.0.0.0", port: plain.port, credentials }));
  expect([asked, plain.received.length]).toEqual([0, 0]);
  await dueNow();
  await sendNextMail(toolsFor({ port: plain.port, credentials }));
  expect([asked, plain.received.length]).toEqual([1, 1]);
  await plain.close();
});

test("a certificate that nobody vouches for is enough to send, and not enough for a password", async () => {
  let asked = 0;
  const isSecure: boolean[] = [];
  const encrypted = await startMailServer(0, {
    ...{ ...makeCertificate("mail.example.com", new Date()), disabledCommands: [] },
    onAuth(_auth, _session, done) {
      asked += 1;
      done(null, { user: "u" });
    },
    onMailFrom(_address, session, done) {
      isSecure.push(session.secure);
      done();
    },
  });
  await failOnce("open");
  await sendNextMail(toolsFor({ host: "0.0.0.0", port: encrypted.port }));
  expect([isSecure, encrypted.received.length]).toEqual([[true], 1]);
  await failOnce("guarded");
  const credentials = { user: "u", password: "p" };
  await sendNextMail(toolsFor({ host: "0.0.0.0", port: encrypted.port, credentials }));
  expect([asked, encrypted.received.length]).toEqual([0, 1]);
  expect(logged.at(-1)).toMatchObject({ msg: "a mail to operators failed and is tried again" });
  await encrypted.close();
});

test("a name with line breaks adds nothing to the mail's head", async () => {
  const webhook = await world.makeWebhook({
    name: "a\r\nBcc: eve@example.com\r\n\r\nhello",
    url: "http://127.0.0.1:1",
  });
  await failFor(webhook, 3);
  await giveNotices(world.ctx);
  await sendNextMail(toolsFor());
  expect(mailServer.received).toMatchObject([
    { to: operators, subject: 'Tocsin: the webhook "a Bcc: eve@example.com hello" delivers nothing (50 %)' },
  ]);
});

test("failures of the server come as one mail with their count", async () => {
  const webhook = await world.makeWebhook({
    name: "Tickets",
    url: "http://127.0.0.1:1",
    triggerType: "resolve",
  });
  const listener = await world.makeWebhook({ url: "http://127.0.0.1:1", triggerType: "resolve" });
  await world.announce([eventOf(await world.makeGroup(), "resolve")]);
  await sql`insert into dead_letters (delivery_public_id, webhook_id, event_id, attempt_at, attempt_id)
    select 'msg_' || n || w.id, w.id, (select min(id) from events), now(), n from webhooks w, generate_series(1, 3) n
    where w.id = ${webhook.id} or n = 1 and w.id = ${listener.id}`.execute(world.handle.db);
  await giveFailureNotice(world.ctx);
  while (await sendNextMail(toolsFor()));
  expect(mailServer.received).toHaveLength(1);
  const [mail] = mailServer.received;
  expect(mail?.subject).toBe("Tocsin: 4 deliveries failed because of the server itself");
  expect(mail?.text).toContain("- Tickets: 3 waiting, 0 tried again");
  expect(mail?.text).toContain("https://oncall.example.com/webhooks");
});

test("a server with these settings mails that a receiver answered 410", async () => {
  const receiver = await startReceiver(answer(410));
  const app = await startTestApp({
    TOCSIN_SMTP_URL: `smtp://127.0.0.1:${mailServer.port}`,
    TOCSIN_MAIL_FROM: "oncall@example.com",
    TOCSIN_OPERATOR_MAIL: "ana@example.com",
  });
  const body = JSON.stringify({ name: "Gone", url: receiver.url, trigger: "alert group created" });
  const headers = { authorization: `Bearer ${adminToken}`, "content-type": "application/json" };
  const made = await fetch(`${app.url}/api/v2/webhooks`, { method: "POST", headers, body });
  expect(made.status).toBe(201);
  const integration = await app.integrate({ type: "formatted_webhook", name: "Source" });
  await app.send(integration, { alert_uid: "one", title: "Disk full" });
  await eventually(() => mailServer.received.length === 1);
  expect(mailServer.received[0]).toMatchObject({
    to: ["ana@example.com"],
    subject: 'Tocsin: the webhook "Gone" was switched off',
  });
  expect(mailServer.received[0]?.text).toContain("The receiver answered 410 Gone.");
  await app.stop();
  await receiver.close();
});

test("the log of the start says whether the mail server can be used, and why not", async () => {
  const guarded = await startMailServer(0, {
    ...{ allowInsecureAuth: true, authOptional: false },
    onAuth: ({ password }, _session, done) =>
      password === "right" ? done(null, { user: "u" }) : done(new Error("Wrong password")),
  });
  const start = async (password: string) => {
    const server = { host: "127.0.0.1", port: guarded.port, isSecure: false };
    const config = { from: "oncall@example.com", to: operators };
    const settings = { ...config, server: { ...server, credentials: { user: "u", password } } };
    const loop = await startOperatorMail(world.ctx, settings);
    const before = logged.length;
    await eventually(() => logged.length > before);
    await loop?.stop();
    return logged.at(-1);
  };
  expect(await start("right")).toMatchObject({ msg: "notices are sent by mail; the mail server answers" });
  const refused = await start("wrong");
  expect(refused).toMatchObject({ level: 50, msg: "the mail server cannot be used; mails wait for it" });
  expect(String(refused?.error)).toContain("Wrong password");
  await guarded.close();
});
