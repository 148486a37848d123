import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { SignatureScheme } from "./signatures.ts";
import { genericSchemes, verifySignature } from "./verify-signature.ts";

const body = Buffer.from('{"a": 1,  "é": "ü"}\n');
const now = Date.UTC(2026, 2, 1, 12);
const seconds = now / 1000;

function hex(secret: string, bytes: string | Buffer, algorithm = "sha256"): string {
  return createHmac(algorithm, secret).update(bytes).digest("hex");
}

function check(
  schemes: readonly SignatureScheme[],
  headers: Record<string, string>,
  { secrets = ["s3cret"], rawBody = body }: { secrets?: string[]; rawBody?: Buffer } = {},
) {
  return verifySignature(schemes, secrets, { rawBody, headers, now });
}

const valid = { kind: "valid" };
const refusedBecause = (reason: RegExp) => ({ kind: "invalid", reason: expect.stringMatching(reason) });

describe("grafana's signature", () => {
  const grafana: SignatureScheme = {
    kind: "hmac",
    header: "X-Grafana-Alerting-Signature",
    algorithm: "sha256",
    encoding: "hex",
    timestampHeader: "x-timestamp",
  };
  const header = "x-grafana-alerting-signature";
  const vectors = new URL("./grafana-signature-vectors.json", import.meta.url);
  const cases = JSON.parse(readFileSync(vectors, "utf8")) as {
    name: string;
    body: string;
    secret: string;
    timestamp: string | null;
    signature: string;
  }[];

  test.each(cases)("is right for what grafana sends: $name", ({
    body: text,
    secret,
    timestamp,
    signature,
  }) => {
    const rawBody = Buffer.from(text);
    const stamp = timestamp === null ? {} : { "x-timestamp": timestamp };
    const secrets = [secret];
    expect(check([grafana], { [header]: signature, ...stamp }, { secrets, rawBody })).toEqual(valid);
    expect(check([grafana], { [header]: signature.toUpperCase(), ...stamp }, { secrets, rawBody })).toEqual(
      valid,
    );
    expect(check([grafana], { [header]: signature, ...stamp }, { secrets: ["other"], rawBody }).kind).toBe(
      "invalid",
    );
    const changed = Buffer.concat([rawBody, Buffer.from(" ")]);
    expect(check([grafana], { [header]: signature, ...stamp }, { secrets, rawBody: changed }).kind).toBe(
      "invalid",
    );
  });

  test.each([
    [-300, true],
    [300, true],
    [-301, false],
    [301, false],
  ])("at %d seconds from our time counts: %s", (offset, counts) => {
    const timestamp = String(seconds + offset);
    const signature = hex("s3cret", Buffer.concat([Buffer.from(`${timestamp}:`), body]));
    const verdict = check([grafana], { [header]: signature, "x-timestamp": timestamp });
    expect(verdict).toEqual(counts ? valid : refusedBecause(/x-timestamp is not a time within 300 seconds/));
  });

  test.each([
    "",
    "now",
    "1772366400.5",
    "-1",
    "0x10",
    "1772366400, 1772366400",
    "9".repeat(20),
  ])("with the time %j is refused", (timestamp) => {
    const signature = hex("s3cret", Buffer.concat([Buffer.from(`${timestamp}:`), body]));
    expect(check([grafana], { [header]: signature, "x-timestamp": timestamp }).kind).toBe("invalid");
  });

  test("over time and body does not count without the time", () => {
    const signature = hex("s3cret", Buffer.concat([Buffer.from(`${seconds}:`), body]));
    expect(check([grafana], { [header]: signature }).kind).toBe("invalid");
  });
});

describe("an HMAC", () => {
  const github: SignatureScheme = {
    kind: "hmac",
    header: "x-hub-signature-256",
    algorithm: "sha256",
    encoding: "hex",
    prefix: "sha256=",
  };

  test("with a prefix counts in any case, and not without it", () => {
    const signature = hex("s3cret", body);
    for (const prefix of ["sha256=", "SHA256=", "Sha256="]) {
      expect(check([github], { "x-hub-signature-256": prefix + signature })).toEqual(valid);
    }
    for (const wrong of [signature, `sha1=${signature}`, `sha256= ${signature}`, "sha256=", ""]) {
      expect(check([github], { "x-hub-signature-256": wrong }).kind).toBe("invalid");
    }
  });

  test("in base64, and over SHA-1", () => {
    const base64: SignatureScheme = {
      kind: "hmac",
      header: "x-sfx-signature",
      algorithm: "sha1",
      encoding: "base64",
    };
    const signature = createHmac("sha1", "s3cret").update(body).digest("base64");
    expect(check([base64], { "x-sfx-signature": signature })).toEqual(valid);
    for (const wrong of [
      signature.slice(0, -1),
      `${signature}=`,
      hex("s3cret", body, "sha1"),
      `${signature} x`,
    ]) {
      expect(check([base64], { "x-sfx-signature": wrong }).kind).toBe("invalid");
    }
    const vercel: SignatureScheme = {
      kind: "hmac",
      header: "x-vercel-signature",
      algorithm: "sha1",
      encoding: "hex",
    };
    expect(check([vercel], { "x-vercel-signature": hex("s3cret", body, "sha1") })).toEqual(valid);
  });

  test("sent twice is refused, though one of them is right", () => {
    const signature = `sha256=${hex("s3cret", body)}`;
    expect(check([github], { "x-hub-signature-256": `${signature}, ${signature}` }).kind).toBe("invalid");
  });

  test("that is missing is refused, and the refusal names the header", () => {
    expect(check([github], {})).toEqual(
      refusedBecause(/not signed\. Expected: header x-hub-signature-256\./),
    );
  });

  test("made with either of two secrets counts", () => {
    const secrets = ["new", "old"];
    for (const secret of secrets) {
      expect(check([github], { "x-hub-signature-256": `sha256=${hex(secret, body)}` }, { secrets })).toEqual(
        valid,
      );
    }
    const third = { "x-hub-signature-256": `sha256=${hex("third", body)}` };
    expect(check([github], third, { secrets })).toEqual(refusedBecause(/does not match/));
  });

  test("is refused when there is no secret, or an empty one", () => {
    const headers = { "x-hub-signature-256": `sha256=${hex("", body)}` };
    expect(check([github], headers, { secrets: [] }).kind).toBe("invalid");
    expect(check([github], headers, { secrets: [""] }).kind).toBe("invalid");
  });
});

describe("a secret that is sent along", () => {
  const gitlab: SignatureScheme = { kind: "token", header: "X-Gitlab-Token" };
  const honeycomb: SignatureScheme = { kind: "body-field", field: "shared_secret" };

  test("in a header counts only as a whole", () => {
    expect(check([gitlab], { "x-gitlab-token": "s3cret" })).toEqual(valid);
    for (const wrong of ["s3cre", "s3cret!", "S3CRET", ""]) {
      expect(check([gitlab], { "x-gitlab-token": wrong }).kind).toBe("invalid");
    }
    expect(check([gitlab], {})).toEqual(refusedBecause(/X-Gitlab-Token/));
    const sent = Buffer.from("pässwörd").toString("latin1");
    expect(check([gitlab], { "x-gitlab-token": sent }, { secrets: ["pässwörd"] })).toEqual(valid);
  });

  test.each([
    ['{"shared_secret":"s3cret"}', true],
    ['{"shared_secret":"other"}', false],
    ['{"shared_secret":["s3cret"]}', false],
    ['{"shared_secret":null}', false],
    ['{"x":{"shared_secret":"s3cret"}}', false],
    ["{}", false],
    ["[]", false],
    ["null", false],
    ["not json", false],
    ["", false],
  ])("in the body %j counts: %s", (text, counts) => {
    expect(check([honeycomb], {}, { rawBody: Buffer.from(text) }).kind).toBe(counts ? "valid" : "invalid");
  });

  test("in a field that every object has is none", () => {
    const inherited: SignatureScheme = { kind: "body-field", field: "constructor" };
    expect(check([inherited], {}, { rawBody: Buffer.from("{}") }).kind).toBe("invalid");
  });
});

describe("standard webhooks", () => {
  const scheme: readonly SignatureScheme[] = [{ kind: "standard-webhooks" }];
  const key = Buffer.from("0123456789abcdef0123456789abcdef");
  const secrets = [`whsec_${key.toString("base64")}`];

  function sign(id: string, at: number, bytes = body, by = key): string {
    return `v1,${createHmac("sha256", by).update(`${id}.${at}.`).update(bytes).digest("base64")}`;
  }

  function headersOf(signature: string, { prefix = "webhook", at = seconds } = {}): Record<string, string> {
    return {
      [`${prefix}-id`]: "msg_1",
      [`${prefix}-timestamp`]: String(at),
      [`${prefix}-signature`]: signature,
    };
  }

  test("the example of the standard counts", () => {
    const verdict = verifySignature(scheme, ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], {
      rawBody: Buffer.from('{"test": 2432232314}'),
      headers: {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
      },
      now: 1_614_265_330_000,
    });
    expect(verdict).toEqual(valid);
  });

  test("headers of svix count as well, and any of several signatures", () => {
    const right = sign("msg_1", seconds);
    expect(check(scheme, headersOf(right, { prefix: "svix" }), { secrets })).toEqual(valid);
    const several = `v1a,xxxx v1,${Buffer.alloc(32).toString("base64")} ${right}`;
    expect(check(scheme, headersOf(several), { secrets })).toEqual(valid);
  });

  test("another id, time, body, version or key is refused", () => {
    const right = sign("msg_1", seconds);
    expect(check(scheme, { ...headersOf(right), "webhook-id": "msg_2" }, { secrets }).kind).toBe("invalid");
    expect(check(scheme, headersOf(right, { at: seconds + 1 }), { secrets }).kind).toBe("invalid");
    expect(check(scheme, headersOf(right), { secrets, rawBody: Buffer.from("{}") }).kind).toBe("invalid");
    expect(check(scheme, headersOf(right.replace("v1,", "v2,")), { secrets }).kind).toBe("invalid");
    expect(check(scheme, headersOf(sign("msg_1", seconds, body, Buffer.from("x"))), { secrets }).kind).toBe(
      "invalid",
    );
    expect(
      check(scheme, headersOf(sign("msg_1", seconds - 301), { at: seconds - 301 }), { secrets }),
    ).toEqual(refusedBecause(/webhook-timestamp is not a time/));
    const { "webhook-id": _id, ...withoutId } = headersOf(right);
    expect(check(scheme, withoutId, { secrets })).toEqual(refusedBecause(/needs webhook-id/));
  });

  test("a secret that is no base64 is used as it is", () => {
    const signature = sign("msg_1", seconds, body, Buffer.from("chosen by a person"));
    expect(check(scheme, headersOf(signature), { secrets: ["chosen by a person"] })).toEqual(valid);
  });

  test("a secret without prefix that could be base64 counts either way, as senders take it", () => {
    const secret = "0123456789abcdef0123456789abcdef";
    for (const used of [Buffer.from(secret), Buffer.from(secret, "base64")]) {
      expect(check(scheme, headersOf(sign("msg_1", seconds, body, used)), { secrets: [secret] })).toEqual(
        valid,
      );
    }
    const prefixed = sign("msg_1", seconds, body, Buffer.from(secret));
    expect(check(scheme, headersOf(prefixed), { secrets: [`whsec_${secret}`] }).kind).toBe("invalid");
  });
});

describe("tools without a scheme of their own", () => {
  test.each([
    "x-signature",
    "x-webhook-signature",
  ])("may sign in %s, with and without the prefix", (header) => {
    const signature = hex("s3cret", body);
    for (const given of [signature, `sha256=${signature}`, `SHA256=${signature.toUpperCase()}`]) {
      expect(check(genericSchemes, { [header]: given })).toEqual(valid);
    }
    expect(check(genericSchemes, { [header]: `sha256=${hex("other", body)}` })).toEqual(
      refusedBecause(/not match/),
    );
  });

  test("are refused without a signature", () => {
    expect(check(genericSchemes, {})).toEqual(
      refusedBecause(/x-signature or .*x-webhook-signature or .*webhook-/),
    );
  });
});

test("a scheme that is not known is refused, whatever is sent", () => {
  const unknown = { kind: "oidc", header: "authorization" } as unknown as SignatureScheme;
  expect(check([unknown], { authorization: "s3cret" })).toEqual(refusedBecause(/cannot check/));
  expect(check([], { "x-signature": hex("s3cret", body) }).kind).toBe("invalid");
});
