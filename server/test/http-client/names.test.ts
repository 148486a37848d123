import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { Socket } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { createHttpClient, createPolicy, parseCidrList } from "../../src/platform/http-client/index.ts";
import { httpReceiver, loopbackClient, post } from "./receivers.ts";

const good = "127.0.0.1";

function dnsError(code: string): Error {
  return Object.assign(new Error(`query failed for 10.9.8.7: ${code}`), { code });
}

/** Every address any socket of this process tries to reach, as Node itself reports it. */
function recordDials(): string[] {
  const dials: string[] = [];
  const record = (message: unknown) => {
    if (typeof message !== "object" || message === null || !("socket" in message)) return;
    if (message.socket instanceof Socket)
      message.socket.on("connectionAttempt", (address: string) => dials.push(address));
  };
  subscribe("net.client.socket", record);
  onTestFinished(() => {
    unsubscribe("net.client.socket", record);
  });
  return dials;
}

test("a name that keeps changing its answer never gets a private address dialled, in 1000 rounds", async () => {
  const { origin } = await httpReceiver((_, response) => response.setHeader("connection", "close").end());
  const answers = [
    [good],
    ["10.0.0.1"],
    [good, "169.254.169.254"],
    ["::1", good],
    [good, good],
    ["::ffff:10.0.0.1"],
    ["192.168.1.1", good],
  ];
  let asked = 0;
  const client = loopbackClient({
    resolve: async () => answers[asked++ % answers.length] ?? [],
    names: { floorMs: 0 },
  });
  const dials = recordDials();
  const kinds = new Map<string, number>();
  for (let round = 0; round < 1000; round += 1) {
    const outcome = await client.request(post(origin.replace("127.0.0.1", "rebind.example.com")));
    const kind = outcome.kind === "refused" ? outcome.rule : outcome.kind;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  expect(new Set(dials)).toEqual(new Set([good]));
  expect(kinds).toEqual(
    new Map([
      ["response", 286],
      ["R11", 714],
    ]),
  );
  expect(asked).toBe(1000);
});

test("one bad answer among 500 refuses the name, and the message names no address (R11)", async () => {
  const dials = recordDials();
  const many = Array.from({ length: 499 }, (_, index) => `8.8.${index >> 8}.${index & 255}`);
  const client = loopbackClient({ resolve: async () => [...many, "10.0.0.1"] });
  const outcome = await client.request(post("http://many.example.com/"));
  expect(outcome).toMatchObject({ kind: "refused", rule: "R11" });
  expect(JSON.stringify(outcome)).not.toContain("10.0.0.1");
  expect(dials).toEqual([]);
});

test("of 500 good answers only a few are tried", async () => {
  const dials = recordDials();
  const { origin, server } = await httpReceiver((_, response) => response.end());
  server.close();
  const many = Array.from({ length: 500 }, (_, index) => `127.1.${index >> 8}.${index & 255}`);
  const client = loopbackClient({ resolve: async () => many });
  const outcome = await client.request(post(origin.replace("127.0.0.1", "many.example.com")));
  expect(outcome).toMatchObject({ kind: "connect-failed", cause: "refused" });
  expect(dials.length).toBe(6);
});

test("when the first address refuses, the next one is dialled", async () => {
  const { origin } = await httpReceiver((_, response) => response.end());
  const client = loopbackClient({ resolve: async () => ["127.0.0.9", good] });
  expect(await client.request(post(origin.replace("127.0.0.1", "two.example.com")))).toMatchObject({
    kind: "response",
    trace: { dialledAddress: good },
  });
});

test.each([
  ["ENOTFOUND", "not-found"],
  ["ENODATA", "not-found"],
  ["ESERVFAIL", "server-failure"],
  ["EREFUSED", "server-failure"],
  ["EAI_AGAIN", "server-failure"],
  ["ETIMEOUT", "timed-out"],
])("%s is a DNS failure that shows no address", async (code, cause) => {
  const client = loopbackClient({ resolve: () => Promise.reject(dnsError(code)) });
  const outcome = await client.request(post("http://name.example.com/"));
  expect(outcome).toMatchObject({ kind: "dns-failed", cause, trace: { connection: "none" } });
  expect(JSON.stringify(outcome)).not.toContain("10.9.8.7");
});

test("a name without answers does not exist", async () => {
  const client = loopbackClient({ resolve: async () => [] });
  expect(await client.request(post("http://name.example.com/"))).toMatchObject({
    kind: "dns-failed",
    cause: "not-found",
  });
});

test("a name server that never answers ends with the deadline of the request, and with its own for later ones", async () => {
  const client = loopbackClient({ resolve: () => new Promise(() => undefined), names: { deadlineMs: 400 } });
  const url = "http://slow.example.com/";
  expect(await client.request(post(url, { deadlineMs: 100 }))).toMatchObject({
    kind: "timed-out",
    phase: "dns",
  });
  expect(await client.request(post(url))).toMatchObject({ kind: "dns-failed", cause: "timed-out" });
  expect(client.counts()).toMatchObject({ nameQueries: 1, openConnections: 0 });
});

test("a slow name does not hold up another one", async () => {
  const { origin } = await httpReceiver((_, response) => response.end());
  const client = loopbackClient({
    resolve: (name) => (name.startsWith("slow") ? new Promise(() => undefined) : Promise.resolve([good])),
  });
  const slow = Array.from({ length: 31 }, (_, index) =>
    client.request(post(`http://slow${index}.example.com`, { deadlineMs: 500 })),
  );
  const quick = await client.request(post(origin.replace("127.0.0.1", "quick.example.com")));
  expect(quick.kind).toBe("response");
  expect((await Promise.all(slow)).every((outcome) => outcome.kind === "timed-out")).toBe(true);
});

test("a name is asked for once in five seconds, failures included, and once while the question is open", async () => {
  let now = 0;
  const asked: string[] = [];
  const { origin } = await httpReceiver((_, response) => response.setHeader("connection", "close").end());
  const client = loopbackClient({
    now: () => now,
    resolve: async (name) => {
      asked.push(name);
      if (name.startsWith("bad")) throw dnsError("ENOTFOUND");
      return [good];
    },
  });
  const both = () =>
    Promise.all([
      ...Array.from({ length: 10 }, () =>
        client.request(post(origin.replace("127.0.0.1", "good.example.com"))),
      ),
      client.request(post("http://bad.example.com")),
    ]);
  await both();
  now = 4_999;
  await both();
  expect(asked.sort()).toEqual(["bad.example.com", "good.example.com"]);
  now = 5_001;
  await both();
  expect(asked.length).toBe(4);
});

test("a private name in no policy is not even asked for", async () => {
  const resolve = vi.fn(async () => [good]);
  const client = loopbackClient({ resolve });
  for (const host of ["mattermost", "db.internal", "metadata.google.internal"]) {
    expect(await client.request(post(`http://${host}/`))).toMatchObject({ kind: "refused", rule: "R10" });
  }
  expect(resolve).not.toHaveBeenCalled();
});

test("a listed name still needs its network opened", async () => {
  const { origin } = await httpReceiver((_, response) => response.end());
  const resolve = async (name: string) => (name === "mattermost" ? [good] : ["10.0.0.1"]);
  const policy = createPolicy({
    allowedCidrs: parseCidrList("127.0.0.0/8"),
    allowedNames: ["mattermost", "wiki"],
  });
  const client = loopbackClient({ policy, resolve });
  expect(await client.request(post(origin.replace("127.0.0.1", "mattermost")))).toMatchObject({
    kind: "response",
  });
  expect(await client.request(post(origin.replace("127.0.0.1", "wiki")))).toMatchObject({
    kind: "refused",
    rule: "R11",
  });
});

test("localhost means the opened loopback addresses and is never asked of DNS", async () => {
  const { origin } = await httpReceiver((_, response) => response.end());
  const client = loopbackClient({ resolve: () => Promise.reject(new Error("asked")) });
  const outcome = await client.request(post(origin.replace("127.0.0.1", "localhost")));
  expect(outcome).toMatchObject({ kind: "response", trace: { dialledAddress: good } });
});

test("an opened address that leads somewhere else is refused after connecting (R12)", async () => {
  const { origin } = await httpReceiver((_, response) => response.end());
  const client = createHttpClient({ policy: createPolicy({ allowedCidrs: parseCidrList("0.0.0.0/8") }) });
  expect(await client.request(post(origin.replace("127.0.0.1", "0.0.0.0")))).toMatchObject({
    kind: "refused",
    rule: "R12",
  });
  expect(client.counts().openConnections).toBe(0);
});

test("nothing is dialled for a URL or header that is refused", async () => {
  const dials = recordDials();
  const client = createHttpClient({ policy: createPolicy({}) });
  for (const url of [
    "http://127.0.0.1/",
    "http://[::1]/",
    "http://2130706433/",
    "http://[::ffff:169.254.169.254]/",
  ]) {
    expect((await client.request(post(url))).kind).toBe("refused");
  }
  const smuggled = await client.request(post("http://8.8.8.8/", { headers: { "x-title": "a\r\nhost: b" } }));
  expect(smuggled).toMatchObject({ kind: "refused", rule: "R14" });
  expect(dials).toEqual([]);
});
