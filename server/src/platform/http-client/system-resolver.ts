import { lookup, Resolver } from "node:dns/promises";
import { readFile } from "node:fs/promises";
import { parseAddress } from "./address.ts";
import type { Resolve } from "./names.ts";

const hostsFile = "/etc/hosts";
/** Half of libuv's four threads, so that slow names cannot stop file access and hashing. */
const maxLookupThreads = 2;
/** Some name servers never answer for one family; once the other has addresses, it is not waited for any longer. */
const secondFamilyMs = 500;
const absentCodes = new Set(["ENOTFOUND", "ENODATA"]);

/**
 * Resolution as the machine's own tools do it, without giving hostile names a hold on libuv's threads: the hosts file,
 * then c-ares, which needs no thread, and only for names that name servers deny (search domains, mDNS, other sources
 * of the system) the system's own `getaddrinfo`, two at a time.
 */
export function createSystemResolver(): Resolve {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  const lookUp = createBoundedLookup();
  return async (name) => {
    const listed = await addressesInHostsFile(name);
    if (listed.length > 0) return listed;
    const answers = await answersInTime([resolver.resolve4(name), resolver.resolve6(name)], secondFamilyMs);
    const addresses = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
    if (addresses.length > 0) return addresses;
    const serious = answers.find((answer) => answer.status === "rejected" && !isAbsent(answer.reason));
    if (serious?.status === "rejected") throw serious.reason;
    return lookUp(name);
  };
}

/** What has settled when all have, or `graceMs` after the first that found an address. */
export function answersInTime(
  queries: readonly Promise<string[]>[],
  graceMs: number,
): Promise<PromiseSettledResult<string[]>[]> {
  return new Promise((resolve) => {
    const settled: PromiseSettledResult<string[]>[] = [];
    let timer: NodeJS.Timeout | undefined;
    const add = (answer: PromiseSettledResult<string[]>) => {
      settled.push(answer);
      if (settled.length === queries.length) {
        clearTimeout(timer);
        resolve(settled);
      } else if (answer.status === "fulfilled" && answer.value.length > 0) {
        timer ??= setTimeout(() => resolve([...settled]), graceMs);
      }
    };
    for (const query of queries) {
      query.then(
        (value) => add({ status: "fulfilled", value }),
        (reason: unknown) => add({ status: "rejected", reason }),
      );
    }
  });
}

function createBoundedLookup(): Resolve {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (name) => {
    if (running >= maxLookupThreads) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return (await lookup(name, { all: true })).map((answer) => answer.address);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

async function addressesInHostsFile(name: string): Promise<string[]> {
  return addressesInHosts(await readHostsFile(), name);
}

async function readHostsFile(): Promise<string> {
  try {
    return await readFile(hostsFile, "utf8");
  } catch (error) {
    // A system without a readable hosts file simply lists nothing; whatever else failed will show on connecting.
    if (error instanceof Error && "code" in error) return "";
    throw error;
  }
}

/** The addresses a hosts file gives a name: `address name name… # comment`, names without regard to case. */
export function addressesInHosts(text: string, name: string): string[] {
  const wanted = name.toLowerCase().replace(/\.$/, "");
  return text.split("\n").flatMap((line) => {
    const [address = "", ...names] = line.replace(/#.*/, "").trim().split(/\s+/);
    return parseAddress(address) && names.some((listed) => listed.toLowerCase() === wanted) ? [address] : [];
  });
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && absentCodes.has(String(error.code));
}
