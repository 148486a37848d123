import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { AppError } from "../errors.ts";

/** Encrypts secrets at rest. `context` binds a value to its place: one sealed for another place does not open. */
export interface SecretBox {
  seal(plain: string, context: string): Buffer;
  open(sealed: Buffer, context: string): string;
  /** The key it was sealed with: the one that seals now, another of the ring, or none of it. */
  keyOf(sealed: Buffer): "newest" | "older" | "unknown";
}

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const keyIdBytes = 4;

/** AES-256-GCM. The first key seals; all keys open, so that a key can be replaced without losing secrets. */
export function createSecretBox(keys: readonly Buffer[]): SecretBox {
  const ring = keys.map((key) => ({ key, id: keyId(key) }));
  const [current] = ring;
  if (!current) throw new AppError("internal", "a secret box needs at least one key");
  const find = (sealed: Buffer) =>
    sealed[0] === version ? ring.find(({ id }) => id.equals(sealed.subarray(1, 1 + keyIdBytes))) : undefined;
  return {
    seal(plain, context) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", current.key, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.from([version]), current.id, nonce, cipher.getAuthTag(), body]);
    },
    keyOf(sealed) {
      const entry = find(sealed);
      if (!entry) return "unknown";
      return entry === current ? "newest" : "older";
    },
    open(sealed, context) {
      const entry = find(sealed);
      if (!entry) {
        throw new AppError("internal", "A stored secret was sealed with another TOCSIN_SECRET_KEY.");
      }
      return openWith(entry.key, sealed.subarray(1 + keyIdBytes), context);
    },
  };
}

function openWith(key: Buffer, sealed: Buffer, context: string): string {
  const nonce = sealed.subarray(0, nonceBytes);
  const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(context)).setAuthTag(tag);
  const body = sealed.subarray(nonceBytes + tagBytes);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
}

function keyId(key: Buffer): Buffer {
  return createHash("sha256").update("tocsin key id").update(key).digest().subarray(0, keyIdBytes);
}

/** A 256-bit key from the text of a setting: hashed, so that any text of good entropy will do. */
export function keyFromText(text: string): Buffer {
  return createHash("sha256").update("tocsin secret key").update(text).digest();
}
