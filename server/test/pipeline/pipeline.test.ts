import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { performAction } from "../../src/core/alert-groups/index.ts";
import type { Integration } from "../../src/core/integrations/index.ts";
import { updateIntegration } from "../../src/core/integrations/index.ts";
import { systemCaller } from "../../src/core/people/index.ts";
import type { AlertGroupId } from "../../src/platform/ids.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

let app: TestApp;
let serial = 0;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.stop());

function integrate(type: string, more: object = {}): Promise<Integration> {
  serial += 1;
  return app.integrate({ type, name: `${type} ${serial}`, ...more });
}

async function sendOne(integration: Integration, payload: unknown): Promise<string> {
  const sent = await app.send(integration, payload);
  expect(sent.status).toBe(200);
  const [group] = sent.groups;
  if (group === undefined) throw new Error("no group");
  return group;
}

async function act(group: string, kind: "acknowledge" | "resolve" | "unresolve"): Promise<void> {
  const { id } = await app.group(group);
  const actor = { kind: "user", userId: null } as const;
  const result = await performAction(app.ctx, {
    groupId: id as AlertGroupId,
    action: { kind },
    actor,
    reason: "test",
  });
  expect(result.kind).toBe("done");
}

async function timeline(group: string): Promise<string[]> {
  const { id } = await app.group(group);
  const result = await sql<{ kind: string; actor: string }>`
    select kind, actor from timeline_entries where group_id = ${id} order by id`.execute(app.ctx.db);
  return result.rows.map((entry) => `${entry.kind} by ${entry.actor}`);
}

describe("alerts of one key", () => {
  it("open one group, join it, resolve it, and the next one opens another", async () => {
    const integration = await integrate("formatted_webhook");
    const first = await sendOne(integration, { alert_uid: "u", title: "T" });
    expect(await sendOne(integration, { alert_uid: "u", title: "other" })).toBe(first);
    expect(await app.group(first)).toMatchObject({ status: "firing", title: "T", alerts_count: 2 });
    expect(await sendOne(integration, { alert_uid: "u", state: "ok" })).toBe(first);
    expect(await app.group(first)).toMatchObject({ status: "resolved", is_open: false, alerts_count: 3 });
    const second = await sendOne(integration, { alert_uid: "u", title: "again" });
    expect(second).not.toBe(first);
    expect(await timeline(first)).toEqual([
      "registered by source",
      "route_assigned by source",
      "resolved by source",
    ]);
  });

  it("join an acknowledged group without changing it", async () => {
    const integration = await integrate("formatted_webhook");
    const group = await sendOne(integration, { alert_uid: "u" });
    await act(group, "acknowledge");
    expect(await sendOne(integration, { alert_uid: "u" })).toBe(group);
    expect(await app.group(group)).toMatchObject({ status: "acknowledged", alerts_count: 2 });
  });

  it("join the group that a person took up again after it was resolved", async () => {
    const integration = await integrate("formatted_webhook");
    const group = await sendOne(integration, { alert_uid: "u" });
    await act(group, "resolve");
    await act(group, "unresolve");
    expect(await sendOne(integration, { alert_uid: "u" })).toBe(group);
  });

  it("stay with the newer group when the older one is taken up again", async () => {
    const integration = await integrate("formatted_webhook");
    const older = await sendOne(integration, { alert_uid: "u" });
    await act(older, "resolve");
    const newer = await sendOne(integration, { alert_uid: "u" });
    await act(older, "unresolve");
    expect(await app.group(older)).toMatchObject({ status: "firing", is_open: false });
    expect(await sendOne(integration, { alert_uid: "u" })).toBe(newer);
  });
});

describe("a resolve signal without an open group", () => {
  it("joins the newest resolved group of its key", async () => {
    const integration = await integrate("formatted_webhook");
    const group = await sendOne(integration, { alert_uid: "u" });
    await sendOne(integration, { alert_uid: "u", state: "ok" });
    expect(await sendOne(integration, { alert_uid: "u", state: "ok" })).toBe(group);
    expect(await app.group(group)).toMatchObject({ alerts_count: 3 });
  });

  it("opens a group that is resolved at once when there is none", async () => {
    const group = await sendOne(await integrate("formatted_webhook"), {
      alert_uid: "new",
      state: "ok",
      title: "T",
    });
    expect(await app.group(group)).toMatchObject({ status: "resolved", title: "T", alerts_count: 1 });
  });
});

describe("grouping", () => {
  it("gives an alert without a key a group of its own", async () => {
    const integration = await integrate("formatted_webhook");
    const first = await sendOne(integration, { title: "no uid" });
    expect(await sendOne(integration, { title: "no uid" })).not.toBe(first);
  });

  it("keeps integrations apart", async () => {
    const [one, other] = [await integrate("formatted_webhook"), await integrate("formatted_webhook")];
    expect(await sendOne(one, { alert_uid: "u" })).not.toBe(await sendOne(other, { alert_uid: "u" }));
  });

  it("keeps order and number spelling of payloads in templates and storage", async () => {
    const templates = { "web.title": "{{ payload }}" } as const;
    const integration = await integrate("webhook", { templates });
    const group = await sendOne(integration, '{"b": 1.0, "a": 12345678901234567890, "10": null, "1": true}');
    expect((await app.group(group)).title).toBe(
      "{'b': 1.0, 'a': 12345678901234567890, '10': None, '1': True}",
    );
  });

  it("stores titles and payloads with characters that databases dislike", async () => {
    const integration = await integrate("webhook", { templates: { "web.title": "{{ payload.t }}" } });
    const group = await sendOne(integration, '{"t": "nul \\u0000 half \\ud800 end"}');
    expect((await app.group(group)).title).toBe("nul \uFFFD half \uFFFD end");
  });
});

describe("signals together", () => {
  it("acknowledge by template", async () => {
    const templates = { acknowledge_signal: "{{ payload.taken }}" } as const;
    const integration = await integrate("formatted_webhook", { templates });
    const group = await sendOne(integration, { alert_uid: "u" });
    await sendOne(integration, { alert_uid: "u", taken: true });
    expect(await app.group(group)).toMatchObject({ status: "acknowledged" });
  });

  it("are each applied once within one batch, in order", async () => {
    const integration = await integrate("formatted_webhook");
    const sent = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        app.send(integration, { alert_uid: "u", state: n % 2 ? "ok" : "alerting", n }),
      ),
    );
    const groups = [...new Set(sent.flatMap(({ groups: ids }) => ids))];
    for (const group of groups)
      expect((await timeline(group)).filter((entry) => entry.startsWith("resolved")).length).toBeLessThan(2);
    const open = await sql<{ count: number }>`
      select count(*) as count from alert_groups where integration_id = ${integration.id} and is_open`.execute(
      app.ctx.db,
    );
    expect(open.rows[0]?.count).toBeLessThan(2);
  });
});

describe("a template that fails", () => {
  it("never loses the alert; the error is the title and is shown on the group and the integration", async () => {
    const integration = await integrate("webhook", {
      templates: { "web.title": "{{ payload.labels.severity }}" },
    });
    const group = await sendOne(integration, { a: 1 });
    const message = "Template Warning: 'dict object' has no attribute 'labels'";
    expect(await app.group(group)).toMatchObject({
      title: message,
      template_errors: [{ slot: "web.title", message }],
    });
    const shown = await sql<{ template_error: object }>`
      select template_error from integrations where id = ${integration.id}`.execute(app.ctx.db);
    expect(shown.rows[0]?.template_error).toMatchObject({ slot: "web.title", message });
  });

  it("in grouping gives the alert a group of its own; in a condition counts as false", async () => {
    const templates = { grouping_key: "{{ payload.x.y }}", resolve_signal: "{{ payload.x.y }}" } as const;
    const integration = await integrate("webhook", { templates });
    const first = await sendOne(integration, { a: 1 });
    expect(await sendOne(integration, { a: 1 })).not.toBe(first);
    expect((await app.group(first)).status).toBe("firing");
  });

  it("takes effect at the next alert once it is mended", async () => {
    const integration = await integrate("webhook", { templates: { "web.title": "{{ payload.x.y }}" } });
    await sendOne(integration, { a: 1 });
    await updateIntegration(app.ctx, systemCaller, integration, {
      templates: { "web.title": "mended {{ payload.a }}" },
    });
    expect((await app.group(await sendOne(integration, { a: 2 }))).title).toBe("mended 2");
  });
});

describe("a request that cannot be interpreted", () => {
  it("is tried again, then parked with its error, and holds up nobody", async () => {
    const broken = await integrate("webhook");
    await sql`update integrations set type = 'unheard_of' where id = ${broken.id}`.execute(app.ctx.db);
    await sql`insert into intake (integration_id, content_type, body, tries)
      values (${broken.id}, 'application/json', '{}', 3)`.execute(app.ctx.db);
    const fine = await integrate("webhook");
    await sendOne(fine, { after: "the broken one" });
    app.ctx.wake.intake();
    const parked = async () => {
      const result = await sql<{ status: string; error: string }>`
        select status, error from intake where integration_id = ${broken.id}`.execute(app.ctx.db);
      return result.rows[0];
    };
    while ((await parked())?.status !== "parked") await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await parked())?.error).toContain('no integration type "unheard_of"');
  });
});

describe("a row that the database will not take", () => {
  it("is found among the others, parked, and the others get through", async () => {
    const integration = await integrate("formatted_webhook");
    const trap = `trap_${integration.id}`;
    await sql`${sql.raw(`
      create function ${trap}() returns trigger language plpgsql as $$
      begin
        if new.payload like '%poison%' then raise exception 'will not have it' using errcode = '23514'; end if;
        return new;
      end $$;
      create trigger ${trap} before insert on alerts for each row execute function ${trap}()`)}`.execute(
      app.ctx.db,
    );
    await sql`insert into intake (integration_id, content_type, body, tries)
      select ${integration.id}, 'application/json',
        convert_to(case when n = 150 then '{"alert_uid":"poison"}' else '{"alert_uid":"fine"}' end, 'UTF8'), 3
      from generate_series(1, 300) n`.execute(app.ctx.db);
    app.ctx.wake.intake();
    const counts = async () => {
      const result = await sql<{ alerts: number; parked: number; waiting: number }>`
        select coalesce((select alerts_count from alert_groups where integration_id = ${integration.id}), 0)::int as alerts,
          count(*) filter (where status = 'parked')::int as parked,
          count(*) filter (where status = 'waiting')::int as waiting
        from intake where integration_id = ${integration.id}`.execute(app.ctx.db);
      return result.rows[0];
    };
    while ((await counts())?.waiting !== 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await counts()).toEqual({ alerts: 299, parked: 1, waiting: 0 });
    await sql`${sql.raw(`drop trigger ${trap} on alerts; drop function ${trap}()`)}`.execute(app.ctx.db);
  });
});

describe("two servers on one database", () => {
  it("share the work and never open a group twice", async () => {
    const integration = await integrate("formatted_webhook");
    const second = await startTestApp({ TOCSIN_DATABASE_URL: app.databaseUrl });
    try {
      const alerts = Array.from({ length: 200 }, (_, n) => ({ alert_uid: `u${n % 10}`, n }));
      const senders = [app, second];
      const sent = await Promise.all(alerts.map((alert, n) => senders[n % 2]?.send(integration, alert)));
      expect(sent.every((answer) => answer?.status === 200 && answer.groups.length === 1)).toBe(true);
      const result = await sql<{ groups: number; alerts: number }>`
        select count(*) as groups, sum(alerts_count)::int as alerts from alert_groups
        where integration_id = ${integration.id}`.execute(app.ctx.db);
      expect(result.rows[0]).toEqual({ groups: 10, alerts: 200 });
    } finally {
      await second.stop();
    }
  });
});
