import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from "node:crypto";

/** Spellings of Standard Webhooks: a shared secret, and the two halves of an Ed25519 key. */
const sharedPrefix = "whsec_";
const privatePrefix = "whsk_";
const publicPrefix = "whpk_";

const sharedBytes = { least: 24, most: 64 } as const;
const seedBytes = 32;

/** What stands before a raw key in its DER forms (RFC 8410). */
const pkcs8Head = Buffer.from("302e020100300506032b657004220420", "hex");
const spkiHead = Buffer.from("302a300506032b6570032100", "hex");

/** `v1`: HMAC with a shared secret; `v1a`: Ed25519, for receivers that shall verify and not be able to sign. */
export type SignatureVersion = "v1" | "v1a";

export function newStandardSecret(version: SignatureVersion): string {
  if (version === "v1") return sharedPrefix + randomBytes(32).toString("base64");
  const { privateKey } = generateKeyPairSync("ed25519");
  const seed = privateKey.export({ format: "der", type: "pkcs8" }).subarray(pkcs8Head.length);
  return privatePrefix + Buffer.concat([seed, rawPublicKey(privateKey)]).toString("base64");
}

export function refuseStandardSecret(secret: string): string | undefined {
  const isPrivate = secret.startsWith(privatePrefix);
  const bytes = decode(secret, isPrivate ? privatePrefix : sharedPrefix);
  if (isPrivate) {
    const isKey = bytes !== undefined && [seedBytes, 2 * seedBytes].includes(bytes.length);
    const isPair =
      isKey && (bytes.length === seedBytes || rawPublicKey(keyOf(bytes)).equals(bytes.subarray(seedBytes)));
    return isPair
      ? undefined
      : `A private key is "${privatePrefix}" and 32 or 64 bytes of Ed25519 in base64.`;
  }
  const isSecret =
    bytes !== undefined && bytes.length >= sharedBytes.least && bytes.length <= sharedBytes.most;
  if (isSecret) return undefined;
  return `A secret is "${sharedPrefix}" and ${sharedBytes.least} to ${sharedBytes.most} bytes in base64, or a private key "${privatePrefix}…".`;
}

/** What receivers verify with; null for a shared secret, which they must be told. */
export function standardPublicKey(secret: string): string | null {
  if (!secret.startsWith(privatePrefix)) return null;
  const bytes = Buffer.from(secret.slice(privatePrefix.length), "base64");
  return publicPrefix + rawPublicKey(keyOf(bytes)).toString("base64");
}

/** One signature for each secret in use, so that receivers may change theirs at any time. */
export function signStandard(
  secrets: readonly string[],
  { id, timestamp, text }: { id: string; timestamp: string; text: string },
): string {
  const content = `${id}.${timestamp}.${text}`;
  return secrets.map((secret) => signOne(secret, content)).join(" ");
}

function signOne(secret: string, content: string): string {
  if (secret.startsWith(privatePrefix)) {
    const key = keyOf(Buffer.from(secret.slice(privatePrefix.length), "base64"));
    return `v1a,${sign(null, Buffer.from(content), key).toString("base64")}`;
  }
  const key = Buffer.from(secret.slice(sharedPrefix.length), "base64");
  return `v1,${createHmac("sha256", key).update(content).digest("base64")}`;
}

function decode(secret: string, prefix: string): Buffer | undefined {
  const encoded = secret.startsWith(prefix) ? secret.slice(prefix.length) : "";
  const isWellFormed = /^[A-Za-z0-9+/]+={0,2}$/.test(encoded) && encoded.length % 4 === 0;
  return isWellFormed ? Buffer.from(encoded, "base64") : undefined;
}

/** The seed stands first; the public half after it can be worked out. */
function keyOf(bytes: Buffer): KeyObject {
  const der = Buffer.concat([pkcs8Head, bytes.subarray(0, seedBytes)]);
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}

function rawPublicKey(key: KeyObject): Buffer {
  const der = createPublicKey(key).export({ format: "der", type: "spki" });
  return der.subarray(spkiHead.length);
}
