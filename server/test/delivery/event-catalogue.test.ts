import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { giveFailureNotice, giveNotices } from "../../src/core/outgoing-webhooks/index.ts";
import { adminToken, startTestApp, type TestApp } from "../support/test-app.ts";
import { type Receiver, startReceiver } from "./receiver.ts";
import { eventually } from "./world.ts";

let app: TestApp;
let receiver: Receiver;

beforeAll(async () => {
  app = await startTestApp();
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.close();
  await app.stop();
});

// biome-ignore lint/suspicious/noExplicitAny: what a client reads from JSON
async function call(method: string, path: string, body: object = {}): Promise<any> {
  const answer = await fetch(`${app.url}/api/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
    ...(method === "GET" ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

interface EventType {
  dialect: string;
  type: string;
  chosen_by: string[];
  is_told: boolean;
  schema: z.core.JSONSchema.JSONSchema;
}

/** Everything that can happen to an alert group and an incident, once at least. */
async function doEverything(): Promise<void> {
  const integration = await app.integrate({ type: "formatted_webhook", name: "Catalogue" });
  const sent = await app.send(integration, { alert_uid: "one", title: "Disk full", message: "96 %" });
  const [group] = sent.groups;
  const act = (kind: string, body: object = {}) => call("POST", `/alert-groups/${group}/${kind}`, body);
  for (const kind of ["acknowledge", "unacknowledge"]) await act(kind);
  await act("silence", { duration_seconds: 3600 });
  await act("unsilence");
  await act("silence", { duration_seconds: null });
  for (const kind of ["unsilence", "resolve", "unresolve"]) await act(kind);
  const incident = await call("POST", "/incidents", { title: "Checkout is down", severity: "major" });
  await call("PATCH", `/incidents/${incident.id}`, { title: "Checkout is slow", labels: ["payments"] });
  await call("POST", `/incidents/${incident.id}/resolve`);
}

/** A webhook that delivers nothing, one that is switched off for it, and a failure of the server's own. */
async function failInEveryWay(): Promise<void> {
  const { db } = app.ctx;
  const make = (name: string, body: object) =>
    call("POST", "/webhooks", { name, url: `${receiver.url}/nowhere/`, dialect: "oncall", ...body });
  await make("failing", { trigger: "escalation" });
  await make("switched off", { trigger: "escalation", delivery: { disable_after_days: 5 } });
  await sql`update webhook_health set failing_since = now() - interval '6 days' where webhook_id in (
    select id from webhooks where name in ('failing', 'switched off'))`.execute(db);
  await giveNotices(app.ctx);
  await sql`insert into dead_letters (delivery_public_id, webhook_id, event_id, attempt_at, attempt_id)
    select 'msg_lost', w.id, (select min(id) from events), now(), 1 from webhooks w where w.name = 'failing'`.execute(
    db,
  );
  await giveFailureNotice(app.ctx);
}

/** The name of an event in the message of a webhook whose path is its dialect and, with oncall, its trigger. */
function typeOf(
  dialect: string,
  trigger: string,
  body: { event: unknown; type: string; status: string },
): string {
  if (dialect === "oncall") return trigger;
  if (dialect === "opsknight") return String(body.event);
  return dialect === "grafana" ? body.status : body.type;
}

test("every event that is told of satisfies its schema in the catalogue, and every one of the catalogue is told", async () => {
  const { items }: { items: EventType[] } = await call("GET", "/webhook-event-types");
  const triggers = items.filter(({ dialect }) => dialect === "oncall").map(({ type }) => type);
  for (const trigger of triggers) {
    const url = `${receiver.url}/oncall/${trigger.replaceAll(" ", "_")}`;
    await call("POST", "/webhooks", { name: trigger, url, dialect: "oncall", trigger });
  }
  for (const dialect of ["grafana", "opsknight", "standard"]) {
    const events = items.filter((item) => item.dialect === dialect).flatMap((item) => item.chosen_by);
    const settings = { events: [...new Set(events)] };
    await call("POST", "/webhooks", { name: dialect, url: `${receiver.url}/${dialect}/`, dialect, settings });
  }
  await doEverything();
  await failInEveryWay();
  const toldOf = new Set<string>();
  const mistakes: unknown[] = [];
  const read = () => {
    for (const { path, body: text } of receiver.received.splice(0)) {
      const [, dialect = "", trigger = ""] = path.split("/");
      const body = JSON.parse(text);
      const type = typeOf(dialect, trigger.replaceAll("_", " "), body);
      const known = items.find((item) => item.dialect === dialect && item.type === type);
      const parsed = known && z.fromJSONSchema(known.schema).safeParse(body);
      if (!parsed?.success) mistakes.push({ dialect, type, error: parsed?.error.issues });
      toldOf.add(`${dialect} ${type}`);
    }
    return toldOf;
  };
  const expected = items.filter((item) => item.is_told).map(({ dialect, type }) => `${dialect} ${type}`);
  await eventually(() => read().size >= expected.length);
  expect(mistakes).toEqual([]);
  expect([...toldOf].sort()).toEqual(expected.sort());
});
