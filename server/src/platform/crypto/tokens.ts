import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A new API token: 32 random bytes as 64 hexadecimal characters, the form OnCall's clients know. */
export function newToken(): string {
  return randomBytes(32).toString("hex");
}

/** What is stored and looked up instead of the token. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** Equality in constant time for texts of any length: digests are compared, never the texts. */
export function secretsEqual(one: string, other: string): boolean {
  return timingSafeEqual(hashToken(one), hashToken(other));
}
