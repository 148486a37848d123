import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
// @ts-expect-error The sample is plain JavaScript, as readers will use it.
import * as samples from "../../../docs/verifying/verify.mjs";
import { signBody } from "../../src/payloads/grafana/body.ts";
import { newStandardSecret, signStandard, standardPublicKey } from "../../src/payloads/standard-keys.ts";

const { verifyGrafana, verifyOpsknight, verifyStandard, verifyStandardKey } = samples;
const text = '{"title": "Düsk <&>"}';
const timestamp = "1772366400";
const now = Number(timestamp) + 5;

test("the sample in JavaScript accepts what is sent in each signed form, and nothing changed or old", () => {
  const secrets = [newStandardSecret("v1"), newStandardSecret("v1a"), newStandardSecret("v1")];
  const headers = {
    "webhook-id": "msg_1",
    "webhook-timestamp": timestamp,
    "webhook-signature": signStandard(secrets, { id: "msg_1", timestamp, text }),
  };
  for (const secret of [secrets[0], secrets[2]]) {
    expect(verifyStandard(secret, headers, text, now)).toBe(true);
    expect(verifyStandard(secret, headers, `${text} `, now)).toBe(false);
    expect(verifyStandard(secret, headers, text, now + 600)).toBe(false);
  }
  const publicKey = standardPublicKey(secrets[1] ?? "");
  expect(verifyStandardKey(publicKey, headers, text, now)).toBe(true);
  expect(verifyStandardKey(publicKey, headers, `${text} `, now)).toBe(false);
  expect(verifyStandardKey(publicKey, headers, text, now + 600)).toBe(false);
  expect(verifyStandardKey(standardPublicKey(newStandardSecret("v1a")), headers, text, now)).toBe(false);
  const grafana = { "x-time": timestamp, "x-grafana-alerting-signature": signBody("k", text, timestamp) };
  expect(verifyGrafana("k", grafana, text, { timestampHeader: "X-Time", now })).toBe(true);
  expect(verifyGrafana("k", grafana, `${text} `, { timestampHeader: "X-Time", now })).toBe(false);
  expect(verifyGrafana("k", {}, text)).toBe(false);
  const mac = createHmac("sha256", "k").update(text).digest("hex");
  expect(verifyOpsknight("k", { "x-webhook-signature": `sha256=${mac}` }, text)).toBe(true);
  expect(verifyOpsknight("k", { "x-webhook-signature": mac }, text)).toBe(false);
});
