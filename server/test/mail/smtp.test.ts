import { connect } from "node:net";
import { sql } from "kysely";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Integration } from "../../src/core/integrations/index.ts";
import { type BreakableProxy, startProxy } from "../support/breakable-proxy.ts";
import { createTestDatabase } from "../support/database.ts";
import { adminToken, startTestApp, type TestApp } from "../support/test-app.ts";

const domain = "oncall.example.com";
const limit = 200_000;
let proxy: BreakableProxy;
let app: TestApp;
let integration: Integration;
let dropDatabase: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase();
  dropDatabase = () => database.drop();
  const url = new URL(database.url);
  const socketFolder = url.searchParams.get("host");
  proxy = await startProxy(
    socketFolder === null
      ? { host: url.hostname, port: Number(url.port || 5432) }
      : { path: `${socketFolder}/.s.PGSQL.${url.searchParams.get("port") ?? (url.port || "5432")}` },
  );
  url.searchParams.delete("host");
  url.searchParams.delete("port");
  url.hostname = "127.0.0.1";
  url.port = String(proxy.port);
  app = await startTestApp({
    TOCSIN_DATABASE_URL: url.href,
    TOCSIN_SMTP_LISTEN: "127.0.0.1:0",
    TOCSIN_INBOUND_MAIL_DOMAIN: domain,
    TOCSIN_INBOUND_MAIL_LIMIT: String(limit),
  });
  integration = await app.integrate({ type: "inbound_email" });
});
afterAll(async () => {
  await app?.stop();
  await proxy?.close();
  await dropDatabase?.();
});

interface Mail {
  to?: string | string[];
  subject?: string;
  text?: string;
  html?: string;
  attachments?: { filename: string; content: string }[];
}

/** Sends by a real client. @returns the code of the answer, and whether the session was encrypted */
async function send(mail: Mail, { isPlain = false } = {}): Promise<{ code: number; text: string }> {
  const transport = createTransport({
    host: "127.0.0.1",
    port: app.smtpPort ?? 0,
    ...(isPlain ? { ignoreTLS: true } : { requireTLS: true }),
    tls: { rejectUnauthorized: false },
  });
  try {
    const sent = await transport.sendMail({
      from: "Monitor <monitor@example.com>",
      to: `${integration.token}@${domain}`,
      ...mail,
    });
    return { code: Number(sent.response.slice(0, 3)), text: sent.response };
  } catch (error) {
    const { responseCode = 0, response = "" } = error as { responseCode?: number; response?: string };
    return { code: responseCode, text: response || String(error) };
  } finally {
    transport.close();
  }
}

interface Seen {
  title: string;
  status: string;
  alerts_count: number;
  payload: unknown;
}

/** Waits, by asking, until everything received is in its group. */
async function groups(of: Integration = integration): Promise<Seen[]> {
  for (;;) {
    const waiting = await sql<{ count: number }>`
      select count(*)::int as count from intake where status = 'waiting' and tries = 0`.execute(app.ctx.db);
    if (waiting.rows[0]?.count === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const result = await sql<Seen>`
    select g.title, g.status, g.alerts_count, a.payload::json as payload from alert_groups g
    join alerts a on a.id = g.last_alert_id where g.integration_id = ${of.id} order by g.id`.execute(
    app.ctx.db,
  );
  return result.rows;
}

describe("mail by SMTP", () => {
  it("opens a group named by the subject, joins it whatever the case, and resolves it by OK", async () => {
    expect((await send({ subject: "Disk full", text: "1 % left\n", html: "<b>no</b>" })).code).toBe(250);
    expect((await send({ subject: "DISK full", html: "<p>0 % left</p>" }, { isPlain: true })).code).toBe(250);
    expect(await groups()).toEqual([
      {
        title: "Disk full",
        status: "firing",
        alerts_count: 2,
        payload: { subject: "DISK full", message: "0 % left", sender: "monitor@example.com" },
      },
    ]);
    expect((await send({ subject: "disk full", text: "ok" })).code).toBe(250);
    expect(await groups()).toMatchObject([{ status: "resolved", alerts_count: 3 }]);
  });

  it("names attachments", async () => {
    const other = await app.integrate({ type: "inbound_email", name: "with attachments" });
    const attachments = [{ filename: "grün.txt", content: "x" }];
    expect((await send({ to: `${other.token}@${domain}`, subject: "s", text: "t", attachments })).code).toBe(
      250,
    );
    expect(await groups(other)).toMatchObject([{ payload: { message: "t", attachments: ["grün.txt"] } }]);
  });

  it("reaches every integration it is addressed to, also one of another type", async () => {
    const one = await app.integrate({ type: "inbound_email", name: "one" });
    const two = await app.integrate({ type: "webhook", name: "two" });
    const to = [`${one.token}@${domain}`, `${two.token}@ONCALL.example.com`];
    expect((await send({ to, subject: "Both", text: "t" })).code).toBe(250);
    expect(await groups(one)).toHaveLength(1);
    expect(await groups(two)).toMatchObject([{ payload: { subject: "Both" } }]);
  });

  it.each([
    "nobody@oncall.example.com",
    "nobody@elsewhere.example",
  ])("to %s is refused for good", async (to) => {
    expect((await send({ to, subject: "s", text: "t" })).code).toBe(550);
  });

  it("larger than the limit is refused for good, announced or not", async () => {
    const announced = await send({ subject: "big", text: "x".repeat(limit * 2) });
    expect(announced.code).toBe(552);
    const lines = Array.from({ length: 4 }, () => `${"x".repeat(500)}\r\n`.repeat(100)).join("");
    const answer = await converse([
      "EHLO client",
      "MAIL FROM:<a@example.com>",
      `RCPT TO:<${integration.token}@${domain}>`,
      "DATA",
      `Subject: huge\r\n\r\n${lines}\r\n.`,
      "QUIT",
    ]);
    expect(answer.some((line) => line.startsWith("552"))).toBe(true);
    expect((await groups()).map((group) => group.title)).not.toContain("huge");
  });

  it("offers encryption, and no passwords", async () => {
    const answer = await converse(["EHLO client", "QUIT"]);
    expect(answer).toContain("250-STARTTLS");
    expect(answer.join()).not.toContain("AUTH");
  });

  it("that breaks off in the middle opens nothing, and leaves room for the next", async () => {
    const half = `Subject: half\r\n\r\n${`${"x".repeat(500)}\r\n`.repeat(300)}`;
    for (let count = 0; count < 15; count += 1) {
      await converse(
        [
          "EHLO client",
          "MAIL FROM:<a@example.com>",
          `RCPT TO:<${integration.token}@${domain}>`,
          "DATA",
          half,
        ],
        { hangsUp: true },
      );
    }
    expect((await send({ subject: "whole", text: "t" })).code).toBe(250);
    const titles = (await groups()).map((group) => group.title);
    expect(titles).toContain("whole");
    expect(titles).not.toContain("half");
  });

  it("ends with whoever guesses addresses", async () => {
    const guesses = Array.from({ length: 40 }, (_, at) => `RCPT TO:<guess${at}@${domain}>`);
    const answer = await converse(["EHLO client", "MAIL FROM:<a@example.com>", ...guesses, "QUIT"]);
    expect(answer.filter((line) => line.startsWith("550")).length).toBeLessThan(30);
  });

  it("is put off, and not lost, while the store is down", async () => {
    const token = `${integration.token}@${domain}`;
    expect((await send({ to: token, subject: "known", text: "t" })).code).toBe(250);
    proxy.cut();
    expect((await send({ to: token, subject: "during the outage", text: "t" })).code).toBe(451);
    expect((await send({ to: `never-seen@${domain}`, subject: "s", text: "t" })).code).toBe(451);
    proxy.restore();
    let code = 0;
    for (let tries = 0; tries < 100 && code !== 250; tries += 1) {
      ({ code } = await send({ to: token, subject: "during the outage", text: "t" }));
    }
    expect(code).toBe(250);
    expect((await groups()).map((group) => group.title)).toContain("during the outage");
  });

  it("is told its address by the API", async () => {
    const response = await fetch(`${app.url}/api/v1/integrations/${integration.publicId}/`, {
      headers: { authorization: adminToken },
    });
    expect(await response.json()).toMatchObject({
      type: "inbound_email",
      link: null,
      inbound_email: `${integration.token}@${domain}`,
    });
  });
});

/** Writes each line after the answer to the one before. @returns all lines of the answers */
function converse(lines: readonly string[], { hangsUp = false } = {}): Promise<string[]> {
  const left = [...lines];
  return new Promise((resolve) => {
    const socket = connect(app.smtpPort ?? 0, "127.0.0.1");
    let received = "";
    let answered = 0;
    socket.on("data", (chunk) => {
      received += chunk.toString();
      const complete = received.split("\r\n").filter((line) => /^\d{3} /.test(line)).length;
      while (answered < complete) {
        answered += 1;
        const line = left.shift();
        if (line !== undefined)
          socket.write(`${line}\r\n`, () => hangsUp && left.length === 0 && socket.destroy());
      }
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(received.split("\r\n").filter((line) => line !== "")));
  });
}
