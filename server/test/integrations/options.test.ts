import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Integration } from "../../src/core/integrations/index.ts";
import { adminToken, startTestApp, type TestApp } from "../support/test-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.stop());

interface ShownOption {
  name: string;
  value: unknown;
  is_set: boolean;
}

async function options(
  { publicId }: Pick<Integration, "publicId">,
  values?: unknown,
): Promise<{ status: number; body: { options: ShownOption[]; error?: unknown } }> {
  const response = await fetch(`${app.url}/api/v2/integrations/${publicId}/options`, {
    method: values === undefined ? "GET" : "PUT",
    headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
    ...(values === undefined ? {} : { body: JSON.stringify({ values }) }),
  });
  return { status: response.status, body: (await response.json()) as { options: ShownOption[] } };
}

describe("options of an integration", () => {
  it("are shown with what they mean, set as a whole, and have their defaults otherwise", async () => {
    const integration = await app.integrate({ type: "cloudwatch" });
    const fresh = await options(integration);
    expect(fresh.body.options).toMatchObject([
      {
        name: "alarm_severity",
        kind: "choice",
        choices: ["critical", "error", "warning", "info"],
        default: "critical",
        value: "critical",
        is_set: false,
        parameter: null,
      },
      { name: "insufficient_data", value: "ignore", is_set: false },
    ]);
    const set = await options(integration, { alarm_severity: "error", insufficient_data: null });
    expect(set.body.options.map(({ value, is_set }) => [value, is_set])).toEqual([
      ["error", true],
      ["ignore", false],
    ]);
    expect((await options(integration)).body).toEqual(set.body);
    expect((await options(integration, {})).body).toEqual(fresh.body);
  });

  it("are refused with the name of the option and what it takes", async () => {
    const integration = await app.integrate({ type: "vercel" });
    expect(await options(integration, { previews: "yes" })).toMatchObject({
      status: 422,
      body: { error: { field: "values.previews", message: 'The option "previews" takes true or false.' } },
    });
    expect((await options(integration, { preview: true })).status).toBe(422);
    expect((await options(integration, [])).status).toBe(422);
    const without = await app.integrate({ type: "pingdom" });
    expect((await options(without)).body).toEqual({ options: [] });
    expect((await options(without, { previews: true })).status).toBe(422);
    expect((await options({ publicId: "CNOBODY" })).status).toBe(404);
  });

  it("count for the next request, for its refusal as for its alerts", async () => {
    const integration = await app.integrate({ type: "generic" });
    expect(await send(integration, {})).toEqual({ status: 400, groups: 0 });
    await options(integration, { empty_body: "alert" });
    expect(await send(integration, {})).toEqual({ status: 200, groups: 1 });
    await options(integration, { empty_body: "ignore" });
    expect(await send(integration, {})).toEqual({ status: 200, groups: 0 });
    await options(integration, {});
    expect(await send(integration, {})).toEqual({ status: 400, groups: 0 });
  });

  it("give way to the parameter of the URL where there is one", async () => {
    const integration = await app.integrate({ type: "bitbucket" });
    await options(integration, { branches: ["main"] });
    const build = (refname: string) => ({ commit_status: { key: refname, state: "FAILED", refname } });
    expect((await send(integration, build("main"))).groups).toBe(1);
    expect((await send(integration, build("other"))).groups).toBe(0);
    expect((await send(integration, build("other"), "&branches=oth*")).groups).toBe(1);
  });
});

/** Posts to the integration's own URL; how many groups its alerts came to. */
async function send(
  { type, token }: Integration,
  payload: object,
  parameters = "",
): Promise<{ status: number; groups: number }> {
  const response = await fetch(`${app.url}/integrations/v1/${type}/${token}/?wait=true${parameters}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(payload),
  });
  const text = await response.text();
  if (!response.ok) return { status: response.status, groups: 0 };
  const { alert_groups: groups } = JSON.parse(text) as { alert_groups: object[] };
  return { status: response.status, groups: groups.length };
}
