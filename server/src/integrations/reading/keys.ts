import { createHash } from "node:crypto";

const maxKeyLength = 512;
const digestLength = 32;

/** A grouping key of at most 512 characters; a longer one keeps its beginning and ends in its digest. */
export function boundedKey(key: string | undefined): string | undefined {
  if (key === undefined || key.length <= maxKeyLength) return key;
  const digest = createHash("sha256").update(key).digest("hex").slice(0, digestLength);
  return `${key.slice(0, maxKeyLength - digestLength - 1)}_${digest}`;
}

/** The parts that are there, joined by colons; undefined when the last one, which tells objects apart, is missing. */
export function joinedKey(...parts: readonly (string | undefined)[]): string | undefined {
  if (parts.at(-1) === undefined) return undefined;
  return boundedKey(parts.filter((part) => part !== undefined).join(":"));
}
