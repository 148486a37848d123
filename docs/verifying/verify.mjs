// Each takes the raw body as it came, before any parsing, and answers true or false.
import { createHash, createHmac, createPublicKey, timingSafeEqual, verify } from "node:crypto";

const tolerance = 300;

/** Digests have equal lengths, which timingSafeEqual asks for. */
function same(one, other) {
  const digest = (text) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

function isFresh(timestamp, now) {
  return /^\d+$/.test(timestamp) && Math.abs(now - Number(timestamp)) <= tolerance;
}

/** Standard Webhooks with a shared secret (`whsec_…`). */
export function verifyStandard(secret, headers, body, now = Date.now() / 1000) {
  const timestamp = headers["webhook-timestamp"] ?? "";
  if (!isFresh(timestamp, now)) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const mac = createHmac("sha256", key).update(`${headers["webhook-id"]}.${timestamp}.`).update(body);
  const expected = `v1,${mac.digest("base64")}`;
  return (headers["webhook-signature"] ?? "").split(" ").some((given) => same(given, expected));
}

/** Standard Webhooks with a public key (`whpk_…`): who verifies cannot sign. */
export function verifyStandardKey(publicKey, headers, body, now = Date.now() / 1000) {
  const timestamp = headers["webhook-timestamp"] ?? "";
  if (!isFresh(timestamp, now)) return false;
  const x = Buffer.from(publicKey.replace(/^whpk_/, ""), "base64").toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  const content = Buffer.concat([Buffer.from(`${headers["webhook-id"]}.${timestamp}.`), Buffer.from(body)]);
  return (headers["webhook-signature"] ?? "")
    .split(" ")
    .filter((given) => given.startsWith("v1a,"))
    .some((given) => verify(null, content, key, Buffer.from(given.slice(4), "base64")));
}

/** Grafana's form; `timestampHeader` is the name of that header when one is set. */
export function verifyGrafana(secret, headers, body, { timestampHeader, now = Date.now() / 1000 } = {}) {
  const mac = createHmac("sha256", secret);
  if (timestampHeader !== undefined) {
    const timestamp = headers[timestampHeader.toLowerCase()] ?? "";
    if (!isFresh(timestamp, now)) return false;
    mac.update(`${timestamp}:`);
  }
  return same(headers["x-grafana-alerting-signature"] ?? "", mac.update(body).digest("hex"));
}

/** OpsKnight's form. It has no time: keep the values of `webhook-id` to recognise repetitions. */
export function verifyOpsknight(secret, headers, body) {
  const mac = createHmac("sha256", secret).update(body).digest("hex");
  return same(headers["x-webhook-signature"] ?? "", `sha256=${mac}`);
}
