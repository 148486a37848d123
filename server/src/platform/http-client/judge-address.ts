import { type Address, type Cidr, cidrContains, parseAddress, parseCidr } from "./address.ts";
import { allowed, type Policy, type Rule, refuse, type Verdict } from "./policy.ts";

/**
 * Special-purpose blocks of the IANA registries, and the metadata services that lie in ordinary public space. The
 * private tier opens by the operator's blocks; the forbidden tier never opens (R16).
 */
const privateV4 = blocks(
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24",
  "192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24",
);
const forbiddenV4 = blocks(
  "169.254.0.0/16 224.0.0.0/4 240.0.0.0/4",
  // Metadata of Alibaba Cloud and Oracle Cloud, and the Azure host: single addresses outside link-local.
  "100.100.100.200 192.0.0.192 168.63.129.16",
);
const publicV6 = blocks("2000::/3");
const privateInsidePublicV6 = blocks("2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20");
const forbiddenV6 = blocks(
  "fe80::/10 ff00::/8",
  // Metadata of AWS and Google Cloud on IPv6.
  "fd00:ec2::/32 fd20:ce::254",
);

const mapped = parseCidr("::ffff:0:0/96");
const localNat64 = parseCidr("64:ff9b:1::/48");
const sixToFour = parseCidr("2002::/16");
const teredo = parseCidr("2001::/32");
/** Blocks whose last 32 bits are an IPv4 address: compatible, translated, NAT64. */
const trailingV4 = blocks("::/96 ::ffff:0:0:0/96 64:ff9b::/96 64:ff9b:1::/48");
/** `::` and `::1` lie in the compatible block but embed nothing. */
const unspecifiedAndLoopback = parseCidr("::/127");
/** Interface identifier of ISATAP (RFC 5214), with either value of the universal bit. */
const isatapIdentifiers = new Set([0x0000_5efen, 0x0200_5efen]);

/**
 * Whether a connection to this address may be opened. Takes the canonical spelling (see `parseAddress`); what cannot
 * be read is refused. An IPv4 address inside an IPv6 one is judged as well and the stricter verdict holds.
 */
export function judgeAddress(text: string, policy: Pick<Policy, "allowedCidrs">): Verdict {
  const address = parseAddress(text);
  if (!address) return refuse("R4", "the address cannot be read");
  return address.family === 4 ? judgeV4(address, policy) : judgeV6(address, policy);
}

function judgeV4(address: Address, policy: Pick<Policy, "allowedCidrs">): Verdict {
  if (isIn(forbiddenV4, address)) {
    return refuse("R6", "link-local, metadata, multicast and reserved addresses are never reachable");
  }
  if (isIn(privateV4, address))
    return judgePrivate("R5", "private or special-purpose IPv4 address", address, policy);
  return allowed;
}

function judgeV6(address: Address, policy: Pick<Policy, "allowedCidrs">): Verdict {
  // A mapped address leaves the host as plain IPv4, so it is that address and nothing else.
  if (cidrContains(mapped, address)) return judgeEmbedded(lowBits(address.value), policy);
  if (isIn(forbiddenV6, address)) {
    return refuse("R8", "link-local, metadata and multicast addresses are never reachable");
  }
  for (const value of embeddedV4(address)) {
    const verdict = judgeEmbedded(value, policy);
    if (verdict.verdict === "refused") return verdict;
  }
  const isPublic = isIn(publicV6, address) && !isIn(privateInsidePublicV6, address);
  return isPublic ? allowed : judgePrivate("R7", "IPv6 address outside the public space", address, policy);
}

function judgePrivate(
  rule: Rule,
  what: string,
  address: Address,
  policy: Pick<Policy, "allowedCidrs">,
): Verdict {
  return isIn(policy.allowedCidrs, address)
    ? allowed
    : refuse(rule, `${what}; an operator can open its network`);
}

function judgeEmbedded(value: bigint, policy: Pick<Policy, "allowedCidrs">): Verdict {
  const verdict = judgeV4({ family: 4, value }, policy);
  return verdict.verdict === "allowed"
    ? allowed
    : refuse("R9", `contains an IPv4 address: ${verdict.reason}`);
}

function embeddedV4(address: Address): bigint[] {
  const { value } = address;
  if (cidrContains(unspecifiedAndLoopback, address)) return [];
  const found: bigint[] = [];
  if (isIn(trailingV4, address)) found.push(lowBits(value));
  if (cidrContains(localNat64, address)) found.push(...shortNat64Readings(value));
  if (cidrContains(sixToFour, address)) found.push(lowBits(value >> 80n));
  // RFC 4380: the server's address is plain, the client's is stored with every bit inverted.
  if (cidrContains(teredo, address)) found.push(lowBits(value >> 64n), lowBits(~value));
  if (isatapIdentifiers.has(lowBits(value >> 32n))) found.push(lowBits(value));
  return found;
}

/**
 * RFC 6052 lets the local-use NAT64 block carry the IPv4 address after 48, 56 or 64 bits as well, skipping bits 64 to
 * 71; what follows must be zero, which tells these readings from a plain trailing address.
 */
function shortNat64Readings(value: bigint): bigint[] {
  const withoutReservedOctet = ((value >> 64n) << 56n) | (value & ((1n << 56n) - 1n));
  return [48n, 56n, 64n].flatMap((prefix) => {
    const after = 120n - prefix - 32n;
    const isSuffixZero = (withoutReservedOctet & ((1n << after) - 1n)) === 0n;
    return isSuffixZero ? [lowBits(withoutReservedOctet >> after)] : [];
  });
}

function lowBits(value: bigint): bigint {
  return value & 0xffff_ffffn;
}

function isIn(cidrs: readonly Cidr[], address: Address): boolean {
  return cidrs.some((cidr) => cidrContains(cidr, address));
}

function blocks(...lists: string[]): Cidr[] {
  return lists.join(" ").split(" ").map(parseCidr);
}
