import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Integration } from "../../src/core/integrations/index.ts";
import type { IntegrationExample } from "../../src/core/integrations/registry.ts";
import { setSecret } from "../../src/core/integrations/secrets.ts";
import { systemCaller } from "../../src/core/people/index.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";
import { type Answer, call } from "./support.ts";

/** Every tool of OpsKnight's page and those that came later, with the type of ours that serves it. */
const tools: readonly [tool: string, type: string][] = [
  "prometheus",
  "grafana",
  "datadog",
  "newrelic",
  "sentry",
  "cloudwatch",
  "azure",
  "google-cloud-monitoring",
  "dynatrace",
  "appdynamics",
  "splunk-oncall",
  "splunk-observability",
  "elastic",
  "honeycomb",
  "uptimerobot",
  "pingdom",
  "better-uptime",
  "uptime-kuma",
  "github",
  "bitbucket",
  "webhook",
  "zabbix",
  "nagios",
  "icinga",
  "gitlab",
  "vercel",
  "pagerduty",
  "opsgenie",
].map((tool) => [tool, tool === "webhook" ? "generic" : tool]);

let app: TestApp;
let stranger: Integration;

beforeAll(async () => {
  app = await startTestApp({ TOCSIN_BODY_LIMIT: "20000" });
  stranger = await app.integrate({ type: "kapacitor", name: "Of another type" });
});

afterAll(() => app.stop());

interface Place {
  headers?: Record<string, string>;
  query?: Record<string, string>;
}

const places: readonly [string, (key: string) => Place][] = [
  ["a bearer token", (key) => ({ headers: { authorization: `Bearer ${key}` } })],
  ["Token token=", (key) => ({ headers: { authorization: `Token token=${key}` } })],
  ["X-Integration-Key", (key) => ({ headers: { "x-integration-key": key } })],
  ["X-Api-Key", (key) => ({ headers: { "x-api-key": key } })],
  ["integrationKey", (key) => ({ query: { integrationKey: key } })],
  ["integration_key", (key) => ({ query: { integration_key: key } })],
  ["key", (key) => ({ query: { key } })],
];

describe.each(tools)("%s", (tool, type) => {
  let integration: Integration;
  let example: IntegrationExample;

  beforeAll(async () => {
    integration = await app.integrate({ type });
    const found = app.ctx.integrationTypes.find(type)?.examples[0];
    if (!found) throw new Error(`no type ${type}`);
    example = found;
  });

  interface Changes extends Place {
    method?: string;
    body?: unknown;
    contentType?: string;
    id?: string | null;
  }

  /** The tool's own first example, but for what is said here. */
  function send({ headers = {}, query = {}, method = "POST", ...changes }: Changes): Promise<Answer> {
    const id = changes.id === undefined ? integration.publicId : changes.id;
    const parameters = new URLSearchParams({ ...(id === null ? {} : { integrationId: id }), ...query });
    const type = changes.contentType ?? example.contentType ?? "application/json";
    const body = "body" in changes ? changes.body : example.body;
    return call(app, `/api/integrations/${tool}?${parameters}`, {
      method,
      headers: { "content-type": type, ...example.headers, ...headers },
      ...(method === "GET" ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  }

  const keyed = () => ({ headers: { "x-integration-key": integration.token } });

  it("takes its key from every place, and no wrong key from any", async () => {
    for (const [name, place] of places) {
      expect(await send(place(integration.token)), name).toMatchObject({ status: 202 });
      const wrong = { status: 401, body: { error: { code: "invalid_key" } } };
      expect(await send(place("wrong")), name).toMatchObject(wrong);
    }
  });

  // An event of PagerDuty names its integration by its key; its body is JSON whatever its type says.
  const isEvent = tool === "pagerduty";
  const others: [number, string, () => Changes][] = [
    [400, "missing_integration_id", () => ({ ...keyed(), id: null })],
    [415, "unsupported_media_type", () => ({ ...keyed(), contentType: "application/xml", body: "<a/>" })],
    [400, "invalid_payload", () => ({ ...keyed(), contentType: "application/json", body: "null" })],
  ];
  const causes: [number, string, () => Changes][] = [
    [404, "unknown_integration", () => ({ ...keyed(), id: "CUNKNOWN" })],
    [401, "missing_key", () => ({ body: withoutKey(example.body) })],
    [401, "invalid_key", () => ({ headers: { "x-integration-key": stranger.token } })],
    [
      403,
      "type_mismatch",
      () => ({ headers: { "x-integration-key": stranger.token }, id: stranger.publicId }),
    ],
    [413, "body_too_large", () => ({ ...keyed(), body: { summary: "x".repeat(30_000) } })],
    [400, "malformed_body", () => ({ ...keyed(), contentType: "application/json", body: "{" })],
    ...(isEvent ? [] : others),
  ];

  it.each(causes)("answers %i %s", async (status, code, changes) => {
    const expected = { status, body: { error: { code, message: expect.any(String) } } };
    expect(await send(changes())).toMatchObject(expected);
  });

  it("takes GET only where the tool sends it", async () => {
    const taken = app.ctx.integrationTypes.find(type)?.acceptsGet === true;
    const { status, body } = await send({ ...keyed(), method: "GET" });
    if (!taken)
      expect({ status, body }).toMatchObject({
        status: 405,
        body: { error: { code: "method_not_allowed" } },
      });
    else expect(status).not.toBe(405);
  });

  it("answers 401 invalid_signature once it has a secret", async () => {
    await setSecret(app.ctx, systemCaller, integration, { secret: "a secret that nobody has sent" });
    const expected = { status: 401, body: { error: { code: "invalid_signature" } } };
    expect(await send(keyed())).toMatchObject(expected);
  });
});

/** An event of PagerDuty carries its key in the body. */
function withoutKey(body: unknown): unknown {
  if (typeof body !== "object" || body === null) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== "routing_key"));
}
