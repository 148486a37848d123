import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AttemptEntry, listAttempts, type Webhook } from "../../src/core/outgoing-webhooks/index.ts";
import { systemCaller } from "../../src/core/people/index.ts";
import { answer, hang, type Receiver, type Reply, startReceiver } from "./receiver.ts";
import { createWorld, eventOf, eventually, type World } from "./world.ts";

let world: World;
let receivers: Receiver[];

beforeEach(async () => {
  world = await createWorld();
  receivers = [];
});
afterEach(async () => {
  // Hung requests end with their receivers, so that the workers can stop.
  await Promise.all(receivers.map((receiver) => receiver.close()));
  await world.close();
});

async function receive(reply?: Reply): Promise<Receiver> {
  const receiver = await startReceiver(reply);
  receivers.push(receiver);
  return receiver;
}

async function attemptsOf(webhook: Webhook): Promise<AttemptEntry[]> {
  return (await listAttempts(world.ctx, systemCaller, webhook, { limit: 1000, offset: 0 })).items;
}

async function countDeliveries(): Promise<number> {
  const result = await sql<{ count: number }>`select count(*) as count from deliveries`.execute(
    world.handle.db,
  );
  return result.rows[0]?.count ?? -1;
}

/** Makes every waiting delivery due at once. */
async function skipDelays(): Promise<void> {
  await sql`update deliveries set due_at = now()`.execute(world.handle.db);
  world.ctx.wake.deliveries();
}

describe("a delivery", () => {
  test("is sent once, is over, and leaves an attempt that shows request, answer and times", async () => {
    const receiver = await receive(answer(201, '{"taken": true}', { "x-answer": "yes" }));
    const webhook = await world.makeWebhook({ url: `${receiver.url}/hook`, triggerType: "resolve" });
    const group = await world.makeGroup('{"z": 1.0, "a": "é"}');
    world.startWorker();
    await world.announce([eventOf(group, "resolve")]);
    await eventually(async () => (await countDeliveries()) === 0);

    const [request] = receiver.received;
    expect(receiver.received).toHaveLength(1);
    expect(request).toMatchObject({ method: "POST", path: "/hook" });
    expect(request?.headers).toMatchObject({
      "content-type": "application/json",
      "user-agent": "Tocsin/test",
      "tocsin-event-sequence": "1",
      "webhook-timestamp": expect.stringMatching(/^\d{10}$/),
    });
    expect(request?.body).toContain('"alert_payload": {"z": 1.0, "a": "\\u00e9"}');
    const attempts = await attemptsOf(webhook);
    expect(attempts).toHaveLength(1);
    expect(attempts[0]).toMatchObject({
      messageId: request?.headers["webhook-id"],
      number: 1,
      result: "delivered",
      cause: "response",
      error: null,
      request: { method: "POST", url: `${receiver.url}/hook`, body: request?.body, trigger: null },
      response: { status: 201, body: '{"taken": true}', headers: { "x-answer": "yes" } },
      timings: { wait: expect.any(Number), total: expect.any(Number) },
      nextTryAt: null,
      event: { type: "resolve", snapshot: { group: { id: group.publicId } } },
    });
  });

  test("that fails is tried again with the same id, until the receiver is back", async () => {
    let isBack = false;
    const receiver = await receive((request, response) => answer(isBack ? 200 : 503)(request, response));
    const webhook = await world.makeWebhook({ url: receiver.url });
    world.startWorker();
    await world.announce([eventOf(await world.makeGroup(), "resolve")]);
    await receiver.arrivals(2);
    isBack = true;
    await eventually(async () => {
      await skipDelays();
      return (await countDeliveries()) === 0;
    });

    const ids = new Set(receiver.received.map((request) => request.headers["webhook-id"]));
    expect(ids.size).toBe(1);
    const attempts = (await attemptsOf(webhook)).reverse();
    expect(attempts.map(({ number }) => number)).toEqual(attempts.map((_, index) => index + 1));
    expect(attempts.map(({ result }) => result)).toEqual([
      ...attempts.slice(1).map(() => "retry"),
      "delivered",
    ]);
    expect(attempts[0]?.nextTryAt).not.toBeNull();
  });

  test("waits as long as the receiver asks with Retry-After", async () => {
    const receiver = await receive(answer(429, "", { "retry-after": "600" }));
    await world.makeWebhook({ url: receiver.url });
    const worker = world.startWorker();
    await world.announce([eventOf(await world.makeGroup(), "resolve")]);
    await eventually(() => worker.counts().retried === 1);
    const waits = await sql<{ seconds: number }>`
      select extract(epoch from due_at - now())::float8 as seconds from deliveries`.execute(world.handle.db);
    expect(waits.rows[0]?.seconds).toBeGreaterThan(590);
    expect(waits.rows[0]?.seconds).toBeLessThanOrEqual(600);
  });

  test("is given up at once when trying again cannot help, and the attempt says why", async () => {
    const receiver = await receive(answer(302, "", { location: "http://127.0.0.1/login" }));
    const redirected = await world.makeWebhook({ url: receiver.url });
    const forbidden = await world.makeWebhook({ url: "http://169.254.169.254/latest/meta-data" });
    const broken = await world.makeWebhook({ url: "http://127.0.0.1:1/{{ alert_payload.a.b }}" });
    const worker = world.startWorker();
    await world.announce([eventOf(await world.makeGroup("{}"), "resolve")]);
    await eventually(() => worker.counts().failed === 3);

    expect(await countDeliveries()).toBe(0);
    expect((await attemptsOf(redirected))[0]).toMatchObject({ result: "failed", cause: "response" });
    expect((await attemptsOf(forbidden))[0]).toMatchObject({
      result: "failed",
      cause: "policy",
      response: null,
    });
    expect((await attemptsOf(broken))[0]).toMatchObject({
      result: "failed",
      cause: "template",
      errorPart: "url",
      error: "Template Warning: 'dict object' has no attribute 'a'",
    });
  });

  test("that the trigger template does not want is over without an attempt", async () => {
    const receiver = await receive();
    const triggerTemplate = "{{ event.type == 'acknowledge' }}";
    const webhook = await world.makeWebhook({ url: receiver.url, triggerTemplate });
    world.startWorker();
    const group = await world.makeGroup();
    await world.announce([
      eventOf(group, "resolve"),
      eventOf(group, "acknowledge"),
      eventOf(group, "silence"),
    ]);
    await eventually(async () => (await countDeliveries()) === 0);
    const attempts = await attemptsOf(webhook);
    expect(attempts.map(({ eventType, request }) => [eventType, request.trigger])).toEqual([
      ["acknowledge", "True"],
    ]);
    expect(receiver.received).toHaveLength(1);
  });
});

describe("what cannot be stored", () => {
  test("an answer with NUL bytes, broken UTF-8 and half a surrogate does not stop anything", async () => {
    const receiver = await receive((_request, response) => {
      response.writeHead(200, { "x-odd": "\u00ff" });
      response.end(Buffer.concat([Buffer.from("a\u0000b"), Buffer.from([0xff, 0xc3]), Buffer.from("c")]));
    });
    const data = '{"odd": "\\ud800", "nul": "\\u0000"} {{ alert_payload.odd }}';
    const webhook = await world.makeWebhook({ url: receiver.url, forwardAll: false, data });
    const worker = world.startWorker();
    await world.announce([eventOf(await world.makeGroup('{"odd": "\\ud800\\u0000"}'), "resolve")]);
    await eventually(() => worker.counts().delivered === 1);
    const [attempt] = await attemptsOf(webhook);
    expect(attempt?.response?.body).toBe("a\uFFFDb\uFFFD\uFFFDc");
    expect(attempt?.request.body).not.toContain("\u0000");
  });

  test("a long answer is kept up to 16 KB", async () => {
    const receiver = await receive(answer(200, "x".repeat(200_000)));
    const webhook = await world.makeWebhook({ url: receiver.url });
    const worker = world.startWorker();
    await world.announce([eventOf(await world.makeGroup(), "resolve")]);
    await eventually(() => worker.counts().delivered === 1);
    expect((await attemptsOf(webhook))[0]?.response?.body).toHaveLength(16 * 1024);
  });
});

describe("a receiver that answers 410", () => {
  test("switches its webhook off, says so, and what still waits is given up without a request", async () => {
    const receiver = await receive(answer(410));
    const webhook = await world.makeWebhook({ url: receiver.url });
    const group = await world.makeGroup();
    const worker = world.startWorker({ perWebhook: { first: 1, most: 1 } });
    await world.announce([
      eventOf(group, "acknowledge"),
      eventOf(group, "resolve"),
      eventOf(group, "unresolve"),
    ]);
    await eventually(() => worker.counts().failed === 3);

    const stored = await sql<{ is_enabled: boolean; disabled_reason: string }>`
      select is_enabled, disabled_reason from webhooks where id = ${webhook.id}`.execute(world.handle.db);
    expect(stored.rows[0]).toEqual({ is_enabled: false, disabled_reason: "The receiver answered 410 Gone." });
    expect(receiver.received).toHaveLength(1);
    const causes = (await attemptsOf(webhook)).map(({ cause }) => cause).sort();
    expect(causes).toEqual(["disabled", "disabled", "response"]);
    expect(await world.announce([eventOf(group, "resolve")])).toBe(0);
  });
});

describe("secrets", () => {
  test("reach the receiver, and are found neither in the attempts nor anywhere else in the database", async () => {
    const receiver = await receive((request, response) => {
      response.writeHead(200, { "x-echo": request.headers.authorization ?? "" });
      response.end(JSON.stringify(request.headers));
    });
    const password = "correct-horse-battery";
    const basic = Buffer.from(`bob:${password}`).toString("base64");
    await world.makeWebhook({ url: receiver.url, username: "bob", password });
    await world.makeWebhook({ url: receiver.url, authorizationHeader: "Bearer sesame-open-now" });
    const inUrl = receiver.url.replace("//", "//carol:carols-password@");
    await world.makeWebhook({
      url: inUrl.replace("carols-password", "{{ 'carols' }}-password"),
    });
    await world.makeWebhook({ url: receiver.url, headers: '{"X-Api-Key": "{{ \'key-\' }}of-heaven"}' });
    const worker = world.startWorker();
    await world.announce([eventOf(await world.makeGroup(), "resolve")]);
    await eventually(() => worker.counts().delivered === 4);

    const sent = receiver.received.map(({ headers }) => headers.authorization ?? headers["x-api-key"]).sort();
    const carol = Buffer.from("carol:carols-password").toString("base64");
    expect(sent).toEqual(
      [`Basic ${basic}`, "Bearer sesame-open-now", `Basic ${carol}`, "key-of-heaven"].sort(),
    );
    const stored = await sql<{ text: string }>`
      select coalesce(string_agg(a::text, ' '), '') || (select string_agg(w::text, ' ') from webhooks w) as text
      from attempts a`.execute(world.handle.db);
    const text = stored.rows[0]?.text ?? "";
    expect(text.length).toBeGreaterThan(1000);
    for (const secret of [password, basic, "sesame-open-now", carol, "carols-password", "key-of-heaven"]) {
      expect(text.includes(secret), secret).toBe(false);
    }
  });
});

describe("a chat service's token in a URL", () => {
  test("is used, and not found in the log of tries, even when the receiver names its path", async () => {
    const receiver = await receive((request, response) => response.end(`got ${request.path}`));
    const token = "7f3kqw9x1mzd8e5ruy2b6tgnhc";
    await world.makeWebhook({ url: new URL(`/hooks/${token}`, receiver.url).href });
    const worker = world.startWorker();
    await world.announce([eventOf(await world.makeGroup(), "resolve")]);
    await eventually(() => worker.counts().delivered === 1);

    const stored = await sql<{ text: string; url: string }>`
      select a::text as text, request_url as url from attempts a`.execute(world.handle.db);
    expect(stored.rows[0]?.url).toMatch(/\/hooks\/\*+$/);
    expect(stored.rows[0]?.text).not.toContain(token);
  });
});

describe("answers", () => {
  test("of other webhooks for the same group are told as responses, the latest of each, JSON as data", async () => {
    const json = await receive(answer(200, '{"ticket": "T-1"}'));
    const text = await receive(answer(200, "thanks"));
    const listener = await receive();
    const first = await world.makeWebhook({ url: json.url, triggerType: "acknowledge" });
    const second = await world.makeWebhook({ url: text.url, triggerType: "acknowledge" });
    const data = `{{ responses["${first.publicId}"].ticket }} {{ responses["${second.publicId}"] }} {{ responses | length }}`;
    await world.makeWebhook({ url: listener.url, triggerType: "resolve", forwardAll: false, data });
    const worker = world.startWorker();
    const group = await world.makeGroup();
    await world.announce([eventOf(group, "acknowledge")]);
    await eventually(() => worker.counts().delivered === 2);
    await world.announce([eventOf(group, "resolve")]);
    await listener.arrivals(1);
    expect(listener.received[0]?.body).toBe("T-1 thanks 2");
  });

  test("are told up to a size, however many receivers send back much", async () => {
    const loud = await receive(answer(200, "x".repeat(16_000)));
    const listener = await receive();
    for (let webhook = 0; webhook < 12; webhook += 1) {
      await world.makeWebhook({ url: loud.url, triggerType: "acknowledge" });
    }
    const data = "{{ responses | length }}";
    await world.makeWebhook({ url: listener.url, triggerType: "resolve", forwardAll: false, data });
    const worker = world.startWorker();
    const group = await world.makeGroup();
    await world.announce([eventOf(group, "acknowledge")]);
    await eventually(() => worker.counts().delivered === 12);
    await world.announce([eventOf(group, "resolve")]);
    await listener.arrivals(1);
    expect(listener.received[0]?.body).toBe("8");
  });
});

describe("a receiver that hangs", () => {
  test("holds up nobody else, however much waits for it", async () => {
    const hung = await receive(hang);
    const healthy = await receive();
    await world.makeWebhook({ url: hung.url, triggerType: "acknowledge", deadlineMs: 30_000 });
    await world.makeWebhook({ url: healthy.url, triggerType: "resolve" });
    const group = await world.makeGroup();
    const worker = world.startWorker({ total: 8, batch: 4, perWebhook: { first: 4, most: 16 } });
    await world.announce(Array.from({ length: 300 }, () => eventOf(group, "acknowledge")));
    await hung.arrivals(4);
    await world.announce(Array.from({ length: 40 }, () => eventOf(group, "resolve")));
    await eventually(() => worker.counts().delivered === 40);
    expect(healthy.received).toHaveLength(40);
    expect(hung.received.length).toBeLessThanOrEqual(7);
    await hung.close();
  });

  test("is cut off at the webhook's deadline and tried again later", async () => {
    const hung = await receive(hang);
    const webhook = await world.makeWebhook({ url: hung.url, deadlineMs: 1_000 });
    const worker = world.startWorker();
    await world.announce([eventOf(await world.makeGroup(), "resolve")]);
    await eventually(() => worker.counts().retried >= 1);
    expect((await attemptsOf(webhook))[0]).toMatchObject({
      result: "retry",
      cause: "timeout",
      response: null,
    });
    await hung.close();
  });
});

describe("several workers on one database", () => {
  test("deliver each message exactly once", async () => {
    const receiver = await receive();
    for (let index = 0; index < 3; index++) await world.makeWebhook({ url: `${receiver.url}/${index}` });
    const workers = [world.startWorker({ batch: 16 }), world.startWorker({ batch: 16 })];
    const groups = [await world.makeGroup(), await world.makeGroup()];
    const events = Array.from({ length: 50 }, () => groups.map((group) => eventOf(group, "resolve"))).flat();
    await world.announce(events);
    await eventually(() => workers.reduce((sum, worker) => sum + worker.counts().delivered, 0) === 300);

    const ids = new Set(receiver.received.map(({ headers }) => headers["webhook-id"]));
    expect(receiver.received).toHaveLength(300);
    expect(ids.size).toBe(300);
    expect(await countDeliveries()).toBe(0);
  });
});

describe("stopping", () => {
  test("lets open requests end, writes them down, and leaves the rest to others at once", async () => {
    const held: (() => void)[] = [];
    const receiver = await receive((_request, response) => {
      held.push(() => response.end("late"));
    });
    const webhook = await world.makeWebhook({ url: receiver.url });
    const worker = world.startWorker({ perWebhook: { first: 2, most: 2 } });
    const group = await world.makeGroup();
    await world.announce([
      eventOf(group, "acknowledge"),
      eventOf(group, "resolve"),
      eventOf(group, "unresolve"),
    ]);
    await receiver.arrivals(2);
    const stopped = worker.stop();
    for (const end of held) end();
    await stopped;

    expect((await attemptsOf(webhook)).map(({ result }) => result)).toEqual(["delivered", "delivered"]);
    const left = await sql`select from deliveries where claim_token is null`.execute(world.handle.db);
    expect(left.rows).toHaveLength(1);
    expect(await countDeliveries()).toBe(1);
  });
});

describe("statements", () => {
  test("at load, a delivered event costs less than one statement", async () => {
    const receiver = await receive();
    await world.makeWebhook({ url: receiver.url });
    const group = await world.makeGroup();
    await world.announce(Array.from({ length: 400 }, () => eventOf(group, "resolve")));
    world.takeStatements();
    const worker = world.startWorker();
    await eventually(() => worker.counts().delivered === 400);
    expect(world.takeStatements().length).toBeLessThan(400);
  });

  test("a single event costs one claim and one finish", async () => {
    const receiver = await receive();
    await world.makeWebhook({ url: receiver.url });
    const group = await world.makeGroup();
    const worker = world.startWorker({ pollMs: 60_000 });
    await eventually(() => world.takeStatements().some((text) => text.includes("claim_tokens")));
    await world.announce([eventOf(group, "resolve")]);
    await eventually(() => worker.counts().delivered === 1);
    const own = world.takeStatements().filter((text) => text.includes("claim"));
    expect(own).toHaveLength(2);
  });
});
