import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changeOptions } from "../../src/core/integrations/change-options.ts";
import type { Integration } from "../../src/core/integrations/index.ts";
import { setSecret } from "../../src/core/integrations/secrets.ts";
import { systemCaller } from "../../src/core/people/index.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.stop());

const secret = "a-secret-that-the-vendor-issued";

function hmac(body: string, algorithm: "sha1" | "sha256", encoding: "hex" | "base64", key: string): string {
  return createHmac(algorithm, key).update(body).digest(encoding);
}

/** How each vendor proves with its secret that a body is its own. */
type Prove = (body: string, key: string) => Record<string, string>;

const vendors: readonly [type: string, prove: Prove][] = [
  ["github", (body, key) => ({ "x-hub-signature-256": `sha256=${hmac(body, "sha256", "hex", key)}` })],
  ["bitbucket", (body, key) => ({ "x-hub-signature": `sha256=${hmac(body, "sha256", "hex", key)}` })],
  ["gitlab", (_body, key) => ({ "x-gitlab-token": key })],
  ["vercel", (body, key) => ({ "x-vercel-signature": hmac(body, "sha1", "hex", key) })],
  ["sentry", (body, key) => ({ "sentry-hook-signature": hmac(body, "sha256", "hex", key) })],
  ["grafana", (body, key) => ({ "x-grafana-alerting-signature": hmac(body, "sha256", "hex", key) })],
  ["grafana_alerting", (body, key) => ({ "x-grafana-alerting-signature": hmac(body, "sha256", "hex", key) })],
  ["splunk-observability", (body, key) => ({ "x-sfx-signature": hmac(body, "sha256", "base64", key) })],
  ["honeycomb", (_body, key) => ({ "x-honeycomb-webhook-token": key })],
  ["zabbix", (body, key) => ({ "x-signature": `sha256=${hmac(body, "sha256", "hex", key)}` })],
  ["prometheus", (body, key) => ({ "x-webhook-signature": hmac(body, "sha256", "hex", key) })],
];

async function secured(type: string): Promise<{ integration: Integration; body: string }> {
  const integration = await app.integrate({ type });
  await setSecret(app.ctx, systemCaller, integration, { secret });
  const body = JSON.stringify(app.ctx.integrationTypes.find(type)?.examples[0].body);
  return { integration, body };
}

async function post({ type, token }: Integration, body: string, headers: Record<string, string>) {
  const response = await fetch(`${app.url}/integrations/v1/${type}/${token}/`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  return response.status;
}

describe.each(vendors)("a request of %s", (type, prove) => {
  it("is taken with its vendor's own proof, and refused with another's, for another body, or without", async () => {
    const { integration, body } = await secured(type);
    expect(await post(integration, body, prove(body, secret))).toBe(200);
    const refused = [prove(body, "another secret"), {}];
    const other = prove(`${body} `, secret);
    const isOverBody = JSON.stringify(other) !== JSON.stringify(prove(body, secret));
    for (const headers of isOverBody ? [...refused, other] : refused)
      expect(await post(integration, body, headers)).toBe(401);
  });
});

describe("Grafana's contact point", () => {
  const signedAt = (seconds: number, body: string) => hmac(`${seconds}:${body}`, "sha256", "hex", secret);
  const now = () => Math.floor(Date.now() / 1000);

  it("may sign the time, which must be recent", async () => {
    const { integration, body } = await secured("grafana");
    const at = (seconds: number) => ({
      "x-grafana-alerting-timestamp": String(seconds),
      "x-grafana-alerting-signature": signedAt(seconds, body),
    });
    expect(await post(integration, body, at(now()))).toBe(200);
    expect(await post(integration, body, at(now() - 3600))).toBe(401);
  });

  it("may use headers of other names, when the integration knows them", async () => {
    const { integration, body } = await secured("grafana");
    const seconds = now();
    const named = { "x-our-time": String(seconds), "x-our-signature": signedAt(seconds, body) };
    expect(await post(integration, body, named)).toBe(401);
    const options = { signature_header: "X-Our-Signature", timestamp_header: "X-Our-Time" };
    await changeOptions(app.ctx, systemCaller, integration, options);
    expect(await post(integration, body, named)).toBe(200);
    const old = { ...named, "x-our-time": String(seconds - 3600) };
    expect(await post(integration, body, old)).toBe(401);
  });
});

it("Honeycomb's secret counts in the body, too, where templates of its users put it", async () => {
  const { integration } = await secured("honeycomb");
  const body = (shared_secret: string) =>
    JSON.stringify({ id: "T", name: "T", status: "TRIGGERED", shared_secret });
  expect(await post(integration, body(secret), {})).toBe(200);
  expect(await post(integration, body("wrong"), {})).toBe(401);
});
