import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Integration } from "../../src/core/integrations/index.ts";
import {
  createSession,
  createToken,
  createUser,
  endSession,
  systemCaller,
} from "../../src/core/people/index.ts";
import { adminToken, startTestApp, type TestApp } from "../support/test-app.ts";

let app: TestApp;
let integration: Integration;

beforeAll(async () => {
  app = await startTestApp();
  integration = await app.integrate({ type: "webhook", name: "Shop" });
});

afterAll(() => app.stop());

interface Heard {
  status: number;
  /** Data of the events so far. */
  events: { kind: string; id?: string }[];
  lastId: () => string;
  /** Resolves when the server has ended the stream. */
  ended: Promise<void>;
  close: () => void;
}

const byToken = { authorization: `Bearer ${adminToken}` };

async function listen(headers: Record<string, string> = byToken, url = app.url): Promise<Heard> {
  const closing = new AbortController();
  const response = await fetch(`${url}/api/v2/live`, { headers, signal: closing.signal });
  const heard: Heard = {
    status: response.status,
    events: [],
    lastId: () => lastId,
    ended: Promise.resolve(),
    close: () => closing.abort(),
  };
  let lastId = "";
  heard.ended = readAll(response, (field, value) => {
    if (field === "data") heard.events.push(JSON.parse(value));
    if (field === "id") lastId = value;
  });
  heard.ended.catch(() => {});
  if (response.ok) await vi.waitFor(() => expect(lastId).not.toBe(""));
  return heard;
}

async function readAll(response: Response, onLine: (field: string, value: string) => void): Promise<void> {
  let rest = "";
  for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + part).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const [, field = "", value = ""] = /^(\w+): (.*)$/.exec(line) ?? [];
      onLine(field, value);
    }
  }
}

async function newGroup(title: string): Promise<string> {
  const { groups } = await app.send(integration, { title });
  return groups[0] ?? "";
}

async function act(id: string, action: string): Promise<void> {
  const url = `${app.url}/api/v2/alert-groups/${id}/${action}`;
  expect((await fetch(url, { method: "POST", headers: byToken })).status).toBe(200);
}

const patience = { timeout: 15_000 };

describe("live changes", () => {
  test("an alert and every deed to its group are heard, each group once for all that happened to it", async () => {
    const heard = await listen();
    const id = await newGroup("heard");
    await vi.waitFor(() => expect(heard.events).toContainEqual({ kind: "alert group", id }), patience);
    heard.events.length = 0;
    await act(id, "acknowledge");
    await vi.waitFor(() => expect(heard.events).toEqual([{ kind: "alert group", id }]), patience);
    await app.send(integration, { title: "heard" });
    await vi.waitFor(() => expect(heard.events).toHaveLength(2), patience);
    heard.close();
  });

  test("a group that is deleted is heard, also by who comes back", async () => {
    const id = await newGroup("deleted");
    const heard = await listen();
    heard.events.length = 0;
    const answer = await fetch(`${app.url}/api/v1/alert_groups/${id}`, {
      method: "DELETE",
      headers: { authorization: adminToken, "content-type": "application/json" },
      body: JSON.stringify({ mode: "delete" }),
    });
    expect(answer.ok).toBe(true);
    await vi.waitFor(() => expect(heard.events).toContainEqual({ kind: "alert group", id }), patience);
    const before = heard.lastId().replace(/\d+$/, (removals) => String(Number(removals) - 1));
    heard.close();
    const back = await listen({ ...byToken, "last-event-id": before });
    await vi.waitFor(() => expect(back.events).toContainEqual({ kind: "alert group", id }), patience);
    back.close();
  });

  test("an incident is heard when it is declared", async () => {
    const heard = await listen();
    const declared = await fetch(`${app.url}/api/v2/incidents`, {
      method: "POST",
      headers: { ...byToken, "content-type": "application/json" },
      body: JSON.stringify({ title: "All of it", severity: "critical" }),
    });
    const { id } = (await declared.json()) as { id: string };
    await vi.waitFor(() => expect(heard.events).toContainEqual({ kind: "incident", id }), patience);
    heard.close();
  });

  test("who comes back hears what was missed, and with a position that is none is told to look again", async () => {
    const first = await listen();
    first.close();
    const id = await newGroup("missed");
    const second = await listen({ ...byToken, "last-event-id": first.lastId() });
    await vi.waitFor(() => expect(second.events).toContainEqual({ kind: "alert group", id }), patience);
    const lost = await listen({ ...byToken, "last-event-id": "nothing-like-it" });
    await vi.waitFor(() => expect(lost.events[0]).toEqual({ kind: "resync" }), patience);
    second.close();
    lost.close();
  });

  test("a change whose transaction commits after later ones is heard", async () => {
    const heard = await listen();
    const late = await newGroup("late");
    await vi.waitFor(() => expect(heard.events).toContainEqual({ kind: "alert group", id: late }), patience);
    heard.events.length = 0;
    await app.ctx.db.transaction().execute(async (tx) => {
      const { id: groupId } = await tx
        .selectFrom("alert_groups")
        .select("id")
        .where("public_id", "=", late)
        .executeTakeFirstOrThrow();
      await tx
        .insertInto("timeline_entries")
        .values({ group_id: groupId, kind: "note", actor: "system", reason: "slow" })
        .execute();
      const next = await newGroup("not late");
      await vi.waitFor(
        () => expect(heard.events).toContainEqual({ kind: "alert group", id: next }),
        patience,
      );
      expect(heard.events).not.toContainEqual({ kind: "alert group", id: late });
    });
    await vi.waitFor(() => expect(heard.events).toContainEqual({ kind: "alert group", id: late }), patience);
    heard.close();
  });
});

describe("a live stream", () => {
  test("is for those only who may read, and ends with their session", async () => {
    expect((await listen({})).status).toBe(401);
    const user = await createUser(app.ctx, systemCaller, { username: "reader", role: "viewer" });
    const token = await createSession(app.ctx, user.id);
    const heard = await listen({ cookie: `tocsin_session=${token}` });
    expect(heard.status).toBe(200);
    await endSession(app.ctx, token);
    await heard.ended;
    expect((await listen({ cookie: `tocsin_session=${token}` })).status).toBe(401);
  });

  test("is refused beyond twenty of one caller and two hundred of one server, and possible again after", async () => {
    const server = await startTestApp();
    const open: Heard[] = [];
    const tokens = await Promise.all(
      Array.from({ length: 11 }, (_, at) =>
        createToken(server.ctx, { caller: systemCaller, name: `reader ${at}`, user: null, role: "viewer" }),
      ),
    );
    for (const { token } of tokens.slice(0, 10)) {
      const twenty = Array.from({ length: 20 }, () =>
        listen({ authorization: `Bearer ${token}` }, server.url),
      );
      open.push(...(await Promise.all(twenty)));
      if (open.length === 20) {
        expect((await listen({ authorization: `Bearer ${token}` }, server.url)).status).toBe(429);
      }
    }
    const authorization = `Bearer ${tokens[10]?.token}`;
    const refused = await fetch(`${server.url}/api/v2/live`, { headers: { authorization } });
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"]);
    expect(await refused.text()).toContain("This server has 200 live streams");
    open[0]?.close();
    await vi.waitFor(async () => {
      expect((await listen({ authorization }, server.url)).status).toBe(200);
    }, patience);
    await server.stop();
  }, 60_000);

  test("holds up no server that stops, read or not, and its reader is told by the end", async () => {
    const server = await startTestApp();
    const heard = await listen(byToken, server.url);
    const deaf = connect(Number(new URL(server.url).port), "127.0.0.1");
    deaf.on("error", () => {});
    deaf.write(`GET /api/v2/live HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${adminToken}\r\n\r\n`);
    await new Promise((resolve) => deaf.once("readable", resolve));
    await server.stop();
    await heard.ended;
    deaf.destroy();
  });
});
