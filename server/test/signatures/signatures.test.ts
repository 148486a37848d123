import { createHmac } from "node:crypto";
import { gzipSync } from "node:zlib";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import type { Integration } from "../../src/core/integrations/index.ts";
import type { IntegrationModule } from "../../src/core/integrations/registry.ts";
import { webhook } from "../../src/integrations/webhook.ts";
import { useWorld } from "./world.ts";

const signing: IntegrationModule = {
  ...webhook,
  slug: "signing_tool",
  signatures: [
    { kind: "hmac", header: "x-hub-signature-256", algorithm: "sha256", encoding: "hex", prefix: "sha256=" },
  ],
};

const world = useWorld([webhook, signing]);
const body = '{"title":  "a\\u0062c"}';
let tool: Integration;
let number = 0;

beforeEach(async () => {
  number += 1;
  tool = await world.integrate("signing_tool", `T${number}`);
});

function signed(secret: string, bytes: string | Buffer = body): Record<string, string> {
  return { "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(bytes).digest("hex")}` };
}

async function status(secret: string | null): Promise<number> {
  return (await world.post(tool, body, secret === null ? {} : signed(secret))).status;
}

const secretsPath = () => `/integrations/${tool.publicId}/secrets`;

describe("an integration without a secret", () => {
  test("takes requests without a signature, and with any", async () => {
    expect(await status(null)).toBe(200);
    expect(await status("whatever")).toBe(200);
    expect((await world.call("GET", secretsPath())).body).toEqual({
      is_set: false,
      set_at: null,
      previous_until: null,
      topic: null,
    });
  });
});

describe("an integration with a secret", () => {
  test("refuses what is not signed with it from the next request on, and keeps it with the reason", async () => {
    expect(await status(null)).toBe(200);
    await world.call("PUT", secretsPath(), { secret: "issued-by-vendor" });
    expect(await world.post(tool, body)).toEqual({
      status: 401,
      body: { detail: "The request is not signed. Expected: header x-hub-signature-256." },
    });
    expect(await world.post(tool, body, signed("wrong"))).toEqual({
      status: 401,
      body: { detail: "The signature does not match." },
    });
    expect(await status("issued-by-vendor")).toBe(200);
    expect(await world.taken(tool)).toEqual([body, body]);
    expect(await world.refusals(tool)).toEqual([
      "The signature does not match.",
      "The request is not signed. Expected: header x-hub-signature-256.",
    ]);
  });

  test("judges the bytes, not what they mean: other blanks are another body", async () => {
    await world.call("PUT", secretsPath(), { secret: "issued-by-vendor" });
    const same = JSON.stringify(JSON.parse(body));
    expect((await world.post(tool, same, signed("issued-by-vendor", body))).status).toBe(401);
    expect((await world.post(tool, same, signed("issued-by-vendor", same))).status).toBe(200);
  });

  test("takes a compressed body that was signed before or after compressing", async () => {
    await world.call("PUT", secretsPath(), { secret: "issued-by-vendor" });
    const compressed = gzipSync(body);
    const encoding = { "content-encoding": "gzip" };
    for (const bytes of [body, compressed]) {
      const headers = { ...encoding, ...signed("issued-by-vendor", bytes) };
      expect((await world.post(tool, compressed, headers)).status).toBe(200);
    }
    const wrong = { ...encoding, ...signed("wrong", compressed) };
    expect((await world.post(tool, compressed, wrong)).status).toBe(401);
  });

  test("judges the signature before the body: a stranger learns nothing about what would be taken", async () => {
    await world.call("PUT", secretsPath(), { secret: "issued-by-vendor" });
    for (const [type, text] of [
      ["application/json", "{"],
      ["text/csv", "a,b"],
      ["application/json", "null"],
    ] as const) {
      expect((await world.post(tool, text, { "content-type": type })).status).toBe(401);
    }
  });

  test("of a tool that does not sign takes X-Signature and X-Webhook-Signature, with and without a prefix", async () => {
    tool = await world.integrate("webhook", `W${number}`);
    const { body: made } = await world.call("PUT", secretsPath(), {});
    const signature = createHmac("sha256", made.secret).update(body).digest("hex");
    for (const header of ["x-signature", "x-webhook-signature"]) {
      for (const value of [signature, `sha256=${signature}`]) {
        expect((await world.post(tool, body, { [header]: value })).status).toBe(200);
      }
    }
    expect((await world.post(tool, body)).status).toBe(401);
  });
});

describe("the secret", () => {
  test("is shown once when it was made here, and never when it was entered", async () => {
    const made = await world.call("PUT", secretsPath(), {});
    expect(made.body).toMatchObject({ is_set: true, previous_until: null });
    expect(made.body.secret).toMatch(/^[0-9a-f]{64}$/);
    const shown = await world.call("GET", secretsPath());
    expect(JSON.stringify(shown.body)).not.toContain(made.body.secret);
    const entered = await world.call("PUT", secretsPath(), { secret: "issued-by-vendor" });
    expect(JSON.stringify(entered.body)).not.toContain("issued-by-vendor");
    expect(entered.body.secret).toBeNull();
  });

  test("is stored sealed, and is in no log of changes", async () => {
    await world.call("PUT", secretsPath(), { secret: "issued-by-vendor" });
    const stored = await sql<{ text: string }>`
      select encode(sealed, 'escape') as text from integration_secrets
      union all select detail::text || action from audit_entries`.execute(world.ctx.db);
    expect(stored.rows.length).toBeGreaterThan(1);
    expect(JSON.stringify(stored.rows)).not.toContain("issued-by-vendor");
  });

  test("and the one before both count while it is rotated, the older one no longer than asked", async () => {
    await world.call("PUT", secretsPath(), { secret: "first" });
    const rotated = await world.call("POST", `${secretsPath()}/rotate`, { secret: "second" });
    expect(rotated.status).toBe(200);
    expect(rotated.body.previous_until).not.toBeNull();
    expect([await status("first"), await status("second"), await status(null)]).toEqual([200, 200, 401]);
    await world.call("POST", `${secretsPath()}/rotate`, { secret: "third", overlap_seconds: 3600 });
    expect([await status("first"), await status("second"), await status("third")]).toEqual([401, 200, 200]);
    await world.call("POST", `${secretsPath()}/rotate`, { secret: "fourth", overlap_seconds: 0 });
    expect([await status("third"), await status("fourth")]).toEqual([401, 200]);
  });

  test("that a new one replaces at once does not count any more", async () => {
    await world.call("PUT", secretsPath(), { secret: "first" });
    await world.call("PUT", secretsPath(), { secret: "second" });
    expect([await status("first"), await status("second")]).toEqual([401, 200]);
  });

  test("can be removed; then no signature is needed", async () => {
    await world.call("PUT", secretsPath(), { secret: "first" });
    expect((await world.call("DELETE", secretsPath())).status).toBe(204);
    expect(await status(null)).toBe(200);
    expect((await world.call("DELETE", secretsPath())).status).toBe(404);
  });

  test.each([
    ["PUT", "", { secret: "" }, 422],
    ["PUT", "", { secret: " around " }, 422],
    ["PUT", "", { secret: "x".repeat(1001) }, 422],
    ["POST", "/rotate", { secret: "first" }, 409],
    ["POST", "/rotate", { overlap_seconds: 604_801 }, 422],
    ["POST", "/rotate", { overlap_seconds: -1 }, 422],
    ["DELETE", "", undefined, 404],
  ] as const)("%s%s with %j is answered with %d", async (method, path, input, expected) => {
    const answer = await world.call(method, secretsPath() + path, input);
    expect(answer.status).toBe(expected);
    expect(await status(null)).toBe(200);
  });
});
