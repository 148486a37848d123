import { describe, expect, test } from "vitest";
import { createTeam, systemCaller } from "../../src/core/people/index.ts";
import { publicUrl, useApi } from "./support.ts";

const api = useApi();

const channel = { id: null, enabled: false };
const noTemplates = {
  grouping_key: null,
  resolve_signal: null,
  acknowledge_signal: null,
  source_link: null,
  slack: { title: null, message: null, image_url: null },
  web: { title: null, message: null, image_url: null },
  sms: { title: null },
  phone_call: { title: null },
  telegram: { title: null, message: null, image_url: null },
  mobile_app: { title: null, message: null },
  email: { title: null, message: null },
  webhook: { title: null, message: null, image_url: null },
};

async function make(fields: Record<string, unknown> = {}) {
  const answer = await api.call("POST", "/integrations/", { type: "webhook", ...fields });
  expect(answer.status).toBe(201);
  return answer.body;
}

describe("creating", () => {
  test("the answer has every field in OnCall's order", async () => {
    const body = await make({ name: "Prod" });
    const stored = await api.ctx.db
      .selectFrom("integrations")
      .selectAll()
      .where("public_id", "=", body.id)
      .executeTakeFirstOrThrow();
    expect(Object.entries(body)).toEqual([
      ["maintenance_mode", null],
      ["maintenance_started_at", null],
      ["maintenance_end_at", null],
      ["id", expect.stringMatching(/^C[A-Z1-9]{12}$/)],
      ["name", "Prod"],
      ["description_short", null],
      ["team_id", null],
      ["link", `${publicUrl}/integrations/v1/webhook/${stored.token}/`],
      ["inbound_email", null],
      ["type", "webhook"],
      [
        "default_route",
        {
          id: expect.stringMatching(/^R[A-Z1-9]{12}$/),
          escalation_chain_id: null,
          slack: { channel_id: null, enabled: true },
          telegram: channel,
          mobile_app: channel,
          mobile_app_critical: channel,
          email: channel,
          webhook: channel,
        },
      ],
      ["templates", noTemplates],
      ["heartbeat", null],
      ["labels", []],
      ["dynamic_labels", []],
    ]);
    expect(Object.keys(body.templates)).toEqual(Object.keys(noTemplates));
    expect((await api.call("GET", `/integrations/${body.id}/`)).body).toEqual(body);
  });

  test("without a name it gets its type's title and an emoji, never the same one twice", async () => {
    const names = [];
    for (let number = 0; number < 30; number += 1) names.push((await make({ type: "alertmanager" })).name);
    expect(names[0]).toMatch(/^Alertmanager :\w+:$/);
    expect(new Set(names).size).toBe(30);
  });

  test("simultaneous creates without a name all get one", async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => make({ type: "manual" })));
    expect(new Set(made.map((each) => each.name)).size).toBe(4);
  });

  test("text that cannot be stored is the sender's mistake", async () => {
    const { id } = await make();
    const refused = { status: 400 };
    expect(await api.call("PATCH", `/integrations/${id}/`, { name: "a\0b" })).toMatchObject(refused);
    expect(
      await api.call("PATCH", `/integrations/${id}/`, { templates: { web: { title: "a\0b" } } }),
    ).toMatchObject(refused);
    expect(await api.call("GET", "/integrations/?name=%00")).toMatchObject(refused);
  });

  test("a type that is missing, unknown, deprecated or no text is refused", async () => {
    const refusals: [unknown, unknown][] = [
      [{}, { type: ["This field is required."] }],
      [{ type: null }, { type: ["This field may not be null."] }],
      [{ type: "" }, { type: ["This field may not be blank."] }],
      [{ type: "nothing" }, { detail: "Invalid integration type" }],
      [{ type: "legacy_alertmanager" }, { detail: "This integration type is deprecated" }],
      [{ type: ["webhook"] }, { type: ["Not a valid string."] }],
    ];
    for (const [sent, body] of refusals) {
      expect(await api.call("POST", "/integrations/", sent)).toMatchObject({ status: 400, body });
    }
  });

  test("names are unique in a team, trimmed, and not too long", async () => {
    await make({ name: "Once" });
    const clash = { detail: "An integration with this name already exists for this team" };
    expect((await api.call("POST", "/integrations/", { type: "webhook", name: " Once " })).body).toEqual(
      clash,
    );
    const team = await createTeam(api.ctx, systemCaller, { name: "Names" });
    expect((await make({ name: "Once", team_id: team.publicId })).team_id).toBe(team.publicId);
    const long = await api.call("POST", "/integrations/", { type: "webhook", name: "x".repeat(151) });
    expect(long.body).toEqual({ name: ["Ensure this field has no more than 150 characters."] });
    const blank = await api.call("POST", "/integrations/", { type: "webhook", name: " " });
    expect(blank.body).toEqual({ name: ["This field may not be blank."] });
  });

  test("an empty team id means no team; an unknown one is refused", async () => {
    expect((await make({ name: "No team", team_id: "" })).team_id).toBeNull();
    const unknown = await api.call("POST", "/integrations/", { type: "webhook", team_id: "TNONE" });
    expect(unknown.body).toEqual({ team_id: ["Object does not exist"] });
    const malformed = await api.call("POST", "/integrations/", { type: "webhook", team_id: 5 });
    expect(malformed.body).toEqual({ team_id: ["Invalid values"] });
  });

  test("what Terraform sends is accepted and labels come back as sent", async () => {
    const labels = [{ key: { name: "env" }, value: { name: "prod" } }];
    const dynamic = [{ key: { name: "host" }, value: { name: "{{ payload.host }}" } }];
    const body = await make({
      name: "Terraform",
      team_id: "",
      templates: {
        ...noTemplates,
        msteams: { title: null },
        web: { title: "{{ payload.a }} ", message: null },
      },
      default_route: {
        id: "",
        escalation_chain_id: null,
        slack: { channel_id: null, enabled: false },
        telegram: { id: null, enabled: true },
        msteams: channel,
      },
      labels,
      dynamic_labels: dynamic,
    });
    expect(body).toMatchObject({ labels, dynamic_labels: dynamic });
    expect(body.templates.web).toEqual({ title: "{{ payload.a }} ", message: null, image_url: null });
    expect(body.default_route).toMatchObject({ slack: { enabled: false }, telegram: { enabled: true } });
  });

  test("a type without a URL has no link", async () => {
    expect((await make({ type: "manual" })).link).toBeNull();
  });
});

describe("templates", () => {
  test("each kind of mistake has its own answer", async () => {
    const { id } = await make();
    const refusals: [unknown, unknown][] = [
      ["text", { templates: ['Expected a dictionary of items but got type "str".'] }],
      [[], { templates: ['Expected a dictionary of items but got type "list".'] }],
      [null, { templates: ["This field may not be null."] }],
      [{ slack: "text" }, { detail: "Invalid slack template data" }],
      [{ email: 5 }, { detail: "Invalid email template data" }],
      [{ slack: { title: "{{ a" } }, { detail: "invalid slack title template" }],
      [{ mobile_app: { message: "{{ x | nofilter }}" } }, { detail: "invalid mobile_app message template" }],
      [{ grouping_key: 5 }, { detail: "Invalid grouping_key template data" }],
      [{ resolve_signal: "{{ a" }, { detail: "Invalid resolve_signal template data" }],
      [{ web: { subject: "x" } }, { detail: "Invalid template data" }],
      [{ sms: { message: "x" } }, { detail: "Invalid template data" }],
    ];
    for (const [templates, body] of refusals) {
      const answer = await api.call("PUT", `/integrations/${id}/`, { templates });
      expect({ sent: templates, status: answer.status, body: answer.body }).toEqual({
        sent: templates,
        status: 400,
        body,
      });
    }
    expect((await api.call("GET", `/integrations/${id}/`)).body.templates).toEqual(noTemplates);
  });

  test("writing is partial; null resets a slot or a whole channel; unknown keys are ignored", async () => {
    const { id } = await make();
    const write = async (templates: unknown) =>
      (await api.call("PATCH", `/integrations/${id}/`, { templates })).body.templates;
    const first = await write({
      grouping_key: "{{ payload.key }}",
      web: { title: "T", message: "" },
      email: { title: "E", unknown: 1 },
      nothing: "x",
    });
    expect(first).toEqual({
      ...noTemplates,
      grouping_key: "{{ payload.key }}",
      web: { title: "T", message: "", image_url: null },
      email: { title: "E", message: null },
    });
    expect(await write({})).toEqual(first);
    expect((await write({ web: { title: null } })).web).toEqual({
      title: null,
      message: "",
      image_url: null,
    });
    expect(await write({ web: null, grouping_key: null, email: null })).toEqual(noTemplates);
  });
});

describe("changing, listing and deleting", () => {
  test("PUT and PATCH change what is given, never the type", async () => {
    const { id, link } = await make({ name: "Before", description_short: "one" });
    for (const method of ["PUT", "PATCH"]) {
      const { status, body } = await api.call(method, `/integrations/${id}`, {
        type: "alertmanager",
        name: method,
      });
      expect(status).toBe(200);
      expect(body).toMatchObject({ name: method, type: "webhook", link, description_short: "one" });
    }
    const emptied = await api.call("PATCH", `/integrations/${id}`, { description_short: null });
    expect(emptied.body.description_short).toBeNull();
  });

  test("a name of another integration is refused, its own is not", async () => {
    const one = await make({ name: "Mine" });
    await make({ name: "Theirs" });
    const clash = await api.call("PUT", `/integrations/${one.id}/`, { name: "Theirs" });
    expect(clash).toMatchObject({
      status: 400,
      body: { detail: "An integration with this name already exists for this team" },
    });
    expect((await api.call("PUT", `/integrations/${one.id}/`, { name: "Mine" })).status).toBe(200);
  });

  test("the default route is written through its integration", async () => {
    const { id, default_route } = await make();
    const write = (route: unknown) => api.call("PUT", `/integrations/${id}/`, { default_route: route });
    const { body } = await write({ slack: { enabled: false }, escalation_chain_id: "", id: "RELSE" });
    expect(body.default_route).toEqual({ ...default_route, slack: { channel_id: null, enabled: false } });
    expect((await write({ escalation_chain_id: "FNONE" })).body).toEqual({
      escalation_chain_id: ["Object does not exist"],
    });
    expect((await write({ slack: { channel_id: "C1" } })).body).toEqual({
      detail: "Slack isn't connected to this workspace",
    });
    expect((await write({ telegram: { id: "1" } })).body).toEqual({
      detail: "Telegram channel does not exist",
    });
  });

  test("filters by name and team, oldest first", async () => {
    const team = await createTeam(api.ctx, systemCaller, { name: "Filters" });
    const one = await make({ name: "F1", team_id: team.publicId });
    const two = await make({ name: "F2", team_id: team.publicId });
    const ids = async (query: string) =>
      (await api.call("GET", `/integrations/?${query}`)).body.results.map((each: { id: string }) => each.id);
    expect(await ids(`team_id=${team.publicId}`)).toEqual([one.id, two.id]);
    expect(await ids(`team_id=${team.publicId}&name=F2`)).toEqual([two.id]);
    expect(await ids("team_id=null&name=F1")).toEqual([]);
    expect(await ids("name=f1")).toEqual([]);
    expect(await api.call("GET", "/integrations/?team_id=TNONE")).toMatchObject({
      status: 400,
      body: { team_id: ["Select a valid choice. That choice is not one of the available choices."] },
    });
  });

  test("a deleted integration is gone and its name is free", async () => {
    const { id, default_route } = await make({ name: "Short life" });
    const answer = await api.call("DELETE", `/integrations/${id}/`);
    expect([answer.status, answer.text]).toEqual([204, ""]);
    for (const method of ["GET", "PUT", "DELETE"]) {
      expect(await api.call(method, `/integrations/${id}/`)).toMatchObject({
        status: 404,
        body: { detail: "Not found." },
      });
    }
    expect((await api.call("GET", `/routes/${default_route.id}/`)).status).toBe(404);
    await make({ name: "Short life" });
  });

  test("every change leaves an audit entry that names who did it", async () => {
    const { id } = await make();
    await api.call("PATCH", `/integrations/${id}/`, { name: "Audited" });
    await api.call("DELETE", `/integrations/${id}/`);
    const entries = await api.ctx.db
      .selectFrom("audit_entries")
      .select(["actor", "action"])
      .where("object_id", "=", id)
      .orderBy("id")
      .execute();
    expect(entries.map((entry) => entry.action)).toEqual(["created", "updated", "deleted"]);
    expect(entries[0]?.actor).toContain("admin");
  });
});
