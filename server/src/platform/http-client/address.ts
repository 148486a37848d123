/** An IP address as a number, so that no spelling survives into a decision. */
export interface Address {
  family: 4 | 6;
  value: bigint;
}

export interface Cidr {
  family: 4 | 6;
  /** First address of the block. */
  base: bigint;
  /** Count of leading bits that are fixed. */
  prefix: number;
  /** As the operator wrote it, for messages. */
  text: string;
}

const maxV4Part = 255;
const v6Groups = 8;

/**
 * Reads the canonical spelling that DNS, sockets and `URL` produce: four decimal parts, or IPv6 with an optional zone
 * id, which is dropped. Any other spelling (octal, short forms, brackets) gives undefined.
 */
export function parseAddress(text: string): Address | undefined {
  const v4 = parseV4(text);
  if (v4 !== undefined) return { family: 4, value: v4 };
  const zone = text.indexOf("%");
  const v6 = parseV6(zone === -1 ? text : text.slice(0, zone));
  return v6 === undefined ? undefined : { family: 6, value: v6 };
}

/**
 * Reads one block, `10.0.0.0/8` or `fd00::/8`; an address alone means that one address.
 * @throws Error that names the text and says what is wrong with it
 */
export function parseCidr(text: string): Cidr {
  const [addressText = "", prefixText, ...rest] = text.split("/");
  const address = addressText.includes("%") ? undefined : parseAddress(addressText);
  if (!address || rest.length > 0) throw new Error(`"${text}" is not a CIDR block such as 10.20.0.0/16`);
  const bits = bitsOf(address.family);
  const prefix =
    prefixText === undefined ? bits : /^\d{1,3}$/.test(prefixText) ? Number(prefixText) : Number.NaN;
  if (!(prefix <= bits)) throw new Error(`"${text}" must end in a prefix length from /0 to /${bits}`);
  const base = firstOf(address.value, bits - prefix);
  if (base !== address.value) {
    throw new Error(
      `"${text}" has address bits after its prefix; did you mean ${formatAddress({ family: address.family, value: base })}/${prefix}?`,
    );
  }
  return { family: address.family, base, prefix, text };
}

/** Whether the block holds the address; blocks of one family never hold addresses of the other. */
export function cidrContains(cidr: Cidr, address: Address): boolean {
  if (cidr.family !== address.family) return false;
  const free = BigInt(bitsOf(cidr.family) - cidr.prefix);
  return address.value >> free === cidr.base >> free;
}

/** Plain spelling for messages; IPv6 is written without `::`, as it is read by operators and never parsed again. */
export function formatAddress(address: Address): string {
  if (address.family === 4) return splitBits(address.value, 4, 8).join(".");
  return splitBits(address.value, v6Groups, 16)
    .map((group) => group.toString(16))
    .join(":");
}

function bitsOf(family: 4 | 6): number {
  return family === 4 ? 32 : 128;
}

function firstOf(value: bigint, freeBits: number): bigint {
  return (value >> BigInt(freeBits)) << BigInt(freeBits);
}

function splitBits(value: bigint, count: number, width: number): number[] {
  const mask = (1n << BigInt(width)) - 1n;
  return Array.from({ length: count }, (_, index) =>
    Number((value >> BigInt((count - 1 - index) * width)) & mask),
  );
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > maxV4Part) return undefined;
    value = (value << 8n) | BigInt(part);
  }
  return value;
}

function parseV6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0] ?? "");
  const tail = halves.length === 2 ? parseGroups(halves[1] ?? "") : [];
  if (!head || !tail) return undefined;
  const missing = v6Groups - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  return [...head, ...Array<bigint>(missing).fill(0n), ...tail].reduce(
    (value, group) => (value << 16n) | group,
    0n,
  );
}

function parseGroups(text: string): bigint[] | undefined {
  if (text === "") return [];
  const parts = text.split(":");
  const groups: bigint[] = [];
  for (const [index, part] of parts.entries()) {
    const v4 = index === parts.length - 1 ? parseV4(part) : undefined;
    if (v4 !== undefined) groups.push(v4 >> 16n, v4 & 0xffffn);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}
