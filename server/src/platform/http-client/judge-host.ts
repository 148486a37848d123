import { cidrContains, parseAddress } from "./address.ts";
import { allowed, type Policy, refuse, type Verdict } from "./policy.ts";

/** Where metadata services answer by name: never reopened, as their addresses never are. */
const forbiddenNames = new Set([
  "metadata.google.internal",
  "metadata.goog",
  "instance-data",
  "instance-data.ec2.internal",
]);

/** Suffixes without a public meaning (RFC 6761, RFC 6762, RFC 8375 and common practice inside networks). */
const privateSuffixes = [
  "localhost",
  "localdomain",
  "local",
  "internal",
  "lan",
  "home.arpa",
  "test",
  "invalid",
  "onion",
  "svc",
];
const privateNames = new Set(["kubernetes.default"]);

const loopbacks = ["127.0.0.1", "::1"].flatMap((text) => parseAddress(text) ?? []);

/**
 * Whether this name may be resolved (R10); says nothing about the addresses it has. Takes the ASCII form without
 * brackets; one trailing dot is ignored.
 *
 * A private name is reopened when the operator lists exactly that name. `localhost` and names below it need no
 * listing once a loopback address is opened, because RFC 6761 fixes where they lead. No other name is reopened by
 * opening a network: before resolving, nobody can tell that `mattermost` lies inside it, and asking would hand
 * internal names to whoever answers DNS.
 */
export function judgeHost(host: string, policy: Pick<Policy, "allowedCidrs" | "allowedNames">): Verdict {
  const name = normalizeName(host);
  if (forbiddenNames.has(name)) return refuse("R10", `${name} is a metadata service and never reachable`);
  if (!isPrivateName(name)) return allowed;
  if (policy.allowedNames.some((listed) => normalizeName(listed) === name)) return allowed;
  if (isLocalhost(name) && openLoopbacks(policy).length > 0) return allowed;
  return refuse("R10", `${name} is a name of a private network; an operator can open it`);
}

/** Lower case, without the dot that marks a name as complete. */
export function normalizeName(host: string): string {
  return host.toLowerCase().replace(/\.$/, "");
}

export function isLocalhost(name: string): boolean {
  return isBelow(name, "localhost");
}

/**
 * The loopback addresses the operator opened. `localhost` means these and is never asked of DNS: a machine that also
 * lists `::1` for it would otherwise lose the name when only 127.0.0.0/8 is opened.
 */
export function openLoopbacks(policy: Pick<Policy, "allowedCidrs">): string[] {
  return loopbacks
    .filter((address) => policy.allowedCidrs.some((cidr) => cidrContains(cidr, address)))
    .map((address) => (address.family === 4 ? "127.0.0.1" : "::1"));
}

function isPrivateName(name: string): boolean {
  return (
    !name.includes(".") || privateNames.has(name) || privateSuffixes.some((suffix) => isBelow(name, suffix))
  );
}

function isBelow(name: string, suffix: string): boolean {
  return name === suffix || name.endsWith(`.${suffix}`);
}
