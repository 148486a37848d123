import { beforeAll, describe, expect, test } from "vitest";
import { useApi } from "./support.ts";

const api = useApi();

async function integration() {
  return (await api.call("POST", "/integrations/", { type: "webhook" })).body;
}

async function make(fields: Record<string, unknown>) {
  const answer = await api.call("POST", "/routes/", {
    escalation_chain_id: null,
    routing_regex: "x",
    ...fields,
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

/** Expressions and positions of an integration's routes, the default one left out. */
async function order(integrationId: string): Promise<[string, number][]> {
  const { body } = await api.call("GET", `/routes?integration_id=${integrationId}`);
  return body.results
    .filter((route: { is_the_last_route: boolean }) => !route.is_the_last_route)
    .map((route: { routing_regex: string; position: number }) => [route.routing_regex, route.position]);
}

const channel = { id: null, enabled: false };

describe("shape", () => {
  test("a route has OnCall's fields in order", async () => {
    const { id } = await integration();
    const body = await make({
      integration_id: id,
      routing_regex: " us-(east|west) ",
      slack: { enabled: null },
    });
    expect(Object.entries(body)).toEqual([
      ["position", 0],
      ["id", expect.stringMatching(/^R[A-Z1-9]{12}$/)],
      ["integration_id", id],
      ["escalation_chain_id", null],
      ["routing_type", "regex"],
      ["routing_regex", " us-(east|west) "],
      ["is_the_last_route", false],
      ["slack", { channel_id: null, enabled: false }],
      ["telegram", channel],
      ["mobile_app", channel],
      ["mobile_app_critical", channel],
      ["email", channel],
      ["webhook", channel],
    ]);
    expect((await api.call("GET", `/routes/${body.id}/`)).body).toEqual(body);
  });

  test("the default route is listed last, and can be changed but not deleted", async () => {
    const { id, default_route } = await integration();
    await make({ integration_id: id });
    const { body } = await api.call("GET", `/routes?integration_id=${id}&routing_type=jinja2`);
    expect(body).toMatchObject({ count: 2, page_size: 25 });
    expect(body.results[1]).toMatchObject({
      id: default_route.id,
      position: 0,
      routing_type: "regex",
      routing_regex: null,
      is_the_last_route: true,
    });
    const changed = await api.call("PUT", `/routes/${default_route.id}/`, {
      ...body.results[1],
      slack: { enabled: false },
    });
    expect(changed.body.slack.enabled).toBe(false);
    const written = await api.call("PUT", `/routes/${default_route.id}/`, { routing_regex: "x" });
    expect(written.body.routing_regex).toBeNull();
    expect(await api.call("DELETE", `/routes/${default_route.id}/`)).toMatchObject({
      status: 400,
      body: { detail: "Unable to delete default filter" },
    });
  });

  test("a missing, null or empty chain means none, on create and on update; any other does not exist", async () => {
    const { id } = await integration();
    const sent = { integration_id: id, routing_regex: "x" };
    expect((await api.call("POST", "/routes/", sent)).status).toBe(201);
    const { body } = await api.call("POST", "/routes/", { ...sent, escalation_chain_id: "" });
    for (const chain of [null, ""]) {
      expect((await api.call("PUT", `/routes/${body.id}/`, { escalation_chain_id: chain })).status).toBe(200);
    }
    for (const [method, path] of [
      ["POST", "/routes/"],
      ["PUT", `/routes/${body.id}/`],
    ] as const) {
      const refused = await api.call(method, path, { ...sent, escalation_chain_id: "FNONE" });
      expect(refused).toMatchObject({
        status: 400,
        body: { escalation_chain_id: ["Object does not exist"] },
      });
    }
    expect((await api.call("PUT", `/routes/${body.id}/`, { escalation_chain_id: 1 })).body).toEqual({
      escalation_chain_id: ["Invalid values"],
    });
  });

  test("refusals have OnCall's texts", async () => {
    const { id } = await integration();
    const refusals: [Record<string, unknown>, unknown][] = [
      [{ integration_id: undefined }, { integration_id: ["This field is required."] }],
      [{ integration_id: "CNONE" }, { integration_id: ["Object does not exist"] }],
      [{ routing_regex: undefined }, { routing_regex: ["This field is required."] }],
      [{ routing_regex: null }, { routing_regex: ["This field may not be null."] }],
      [{ routing_regex: "" }, { routing_regex: ["This field may not be blank."] }],
      [{ routing_regex: "(" }, { non_field_errors: ["Regular expression is incorrect"] }],
      [
        { routing_type: "jinja2", routing_regex: "{{ a" },
        { non_field_errors: ["Jinja template is incorrect"] },
      ],
      [{ routing_type: "labels" }, { non_field_errors: ["Expression type is incorrect"] }],
      [{ routing_type: "x" }, { detail: "Invalid route type" }],
      [{ position: -1, manual_order: true }, { detail: "Invalid value for position field" }],
      [{ position: -2 }, { detail: "Invalid value for position field" }],
      [{ position: 2147483648 }, { detail: "Invalid value for position field" }],
      [{ position: "x" }, { position: ["A valid integer is required."] }],
      [
        { routing_regex: "x".repeat(1025) },
        {
          non_field_errors: ["Expression is too long. Maximum length: 1024 characters, current length: 1025"],
        },
      ],
      [{ slack: { channel_id: "C1", enabled: true } }, { detail: "Slack isn't connected to this workspace" }],
      [{ telegram: { id: "1", enabled: true } }, { detail: "Telegram channel does not exist" }],
    ];
    for (const [fields, body] of refusals) {
      const answer = await api.call("POST", "/routes/", {
        integration_id: id,
        routing_regex: "x",
        ...fields,
      });
      expect({ fields, status: answer.status, body: answer.body }).toEqual({ fields, status: 400, body });
    }
    expect(await order(id)).toEqual([]);
  });

  test("an update without a type judges the expression by the route's own", async () => {
    const { id } = await integration();
    const route = await make({
      integration_id: id,
      routing_type: "jinja2",
      routing_regex: "{{ payload.a }}",
    });
    const changed = await api.call("PUT", `/routes/${route.id}/`, {
      routing_regex: "{{ '(' }}",
      integration_id: "CX",
    });
    expect(changed).toMatchObject({ status: 200, body: { routing_regex: "{{ '(' }}", integration_id: id } });
    expect(
      (await api.call("PUT", `/routes/${route.id}/`, { routing_type: "regex", routing_regex: "[" })).status,
    ).toBe(400);
  });

  test("the filter by expression is exact", async () => {
    const { id } = await integration();
    await make({ integration_id: id, routing_regex: "a" });
    await make({ integration_id: id, routing_regex: "ab" });
    const { body } = await api.call("GET", `/routes/?integration_id=${id}&routing_regex=a`);
    expect(body.results.map((route: { routing_regex: string }) => route.routing_regex)).toEqual(["a"]);
    expect((await api.call("GET", "/routes/?integration_id=CNONE")).body.count).toBe(0);
  });
});

describe("positions", () => {
  let id: string;
  let ids: Record<string, string>;
  beforeAll(async () => {
    id = (await integration()).id;
    ids = {};
    for (const name of ["a", "b", "c"])
      ids[name] = (await make({ integration_id: id, routing_regex: name })).id;
  });
  const put = (name: string, fields: object) => api.call("PUT", `/routes/${ids[name]}/`, fields);

  test("new routes go to the end; a move shifts, a swap trades, -1 is the end, gaps stay", async () => {
    expect(await order(id)).toEqual([
      ["a", 0],
      ["b", 1],
      ["c", 2],
    ]);
    expect((await put("a", { position: 2 })).body.position).toBe(2);
    expect(await order(id)).toEqual([
      ["b", 0],
      ["c", 1],
      ["a", 2],
    ]);
    await put("a", { position: 0, manual_order: true });
    expect(await order(id)).toEqual([
      ["a", 0],
      ["c", 1],
      ["b", 2],
    ]);
    await put("a", { position: -1 });
    expect(await order(id)).toEqual([
      ["c", 0],
      ["b", 1],
      ["a", 2],
    ]);
    await put("b", { position: 10 });
    expect(await order(id)).toEqual([
      ["c", 0],
      ["a", 2],
      ["b", 10],
    ]);
    const last = await make({ integration_id: id, routing_regex: "d" });
    expect(last.position).toBe(11);
    expect((await api.call("DELETE", `/routes/${last.id}/`)).status).toBe(204);
    const inserted = await make({ integration_id: id, routing_regex: "e", position: 0 });
    expect(inserted.position).toBe(0);
    expect(await order(id)).toEqual([
      ["e", 0],
      ["c", 1],
      ["a", 3],
      ["b", 11],
    ]);
    await make({ integration_id: id, routing_regex: "f", position: 3, manual_order: true });
    expect(await order(id)).toEqual([
      ["e", 0],
      ["c", 1],
      ["f", 3],
      ["b", 11],
      ["a", 12],
    ]);
  });

  test("parallel creates with given numbers come out as given", async () => {
    const { id } = await integration();
    const names = ["p0", "p1", "p2", "p3", "p4", "p5"];
    await Promise.all(
      names.map((name, position) =>
        make({ integration_id: id, routing_regex: name, position, manual_order: true }),
      ),
    );
    expect(await order(id)).toEqual(names.map((name, position) => [name, position]));
  });

  test("a number that would be pushed out of the range is refused", async () => {
    const { id } = await integration();
    await make({ integration_id: id, routing_regex: "last", position: 2147483647 });
    const answer = await api.call("POST", "/routes/", { integration_id: id, routing_regex: "more" });
    expect(answer).toMatchObject({ status: 400, body: { detail: "Invalid value for position field" } });
  });
});
