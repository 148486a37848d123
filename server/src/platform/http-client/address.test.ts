import { isIPv4, isIPv6 } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cidrContains, formatAddress, parseAddress, parseCidr } from "./address.ts";

/** Property tests repeat the same inputs in every run. */
fc.configureGlobal({ seed: 20_260_324 });

test("every IPv4 address is read back from its plain spelling", () => {
  fc.assert(
    fc.property(fc.ipV4(), (text) => {
      const address = parseAddress(text);
      expect(address && formatAddress(address)).toBe(text);
    }),
  );
});

test("every spelling of an IPv6 address is read as the parser of URLs reads it", () => {
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      const canonical = new URL(`http://[${text}]/`).hostname.slice(1, -1);
      expect(parseAddress(text)).toEqual(parseAddress(canonical));
      expect(parseAddress(text)?.family).toBe(6);
    }),
  );
});

test("nothing is read as an address that Node does not take for one", () => {
  const text = fc.string({ unit: fc.constantFrom(..."0123456789abfg.:%/[]x -"), maxLength: 24 });
  fc.assert(
    fc.property(text, (candidate) => {
      const address = parseAddress(candidate);
      if (address?.family === 4) expect(isIPv4(candidate)).toBe(true);
      if (address?.family === 6) expect(isIPv6(candidate.replace(/%.*/, ""))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  "127.1",
  "0177.0.0.1",
  "01.2.3.4",
  "256.1.1.1",
  "1.2.3",
  "1.2.3.4.5",
  "1:2:3:4:5:6:7",
  ":::",
  "1::2::3",
])("%s is no canonical address", (text) => expect(parseAddress(text)).toBeUndefined());

test("a zone id does not change which address is meant", () => {
  expect(parseAddress("fe80::1%eth0")).toEqual(parseAddress("fe80::1"));
});

test("a block holds its first and last address and not their neighbours", () => {
  const block = parseCidr("172.16.0.0/12");
  const holds = (text: string) => {
    const address = parseAddress(text);
    return address !== undefined && cidrContains(block, address);
  };
  expect(["172.16.0.0", "172.31.255.255"].map(holds)).toEqual([true, true]);
  expect(["172.15.255.255", "172.32.0.0", "::ac10:0"].map(holds)).toEqual([false, false, false]);
});

test.each([
  ["10.0.0.0/33", "prefix length"],
  ["10.0.0.0/", "prefix length"],
  ["10.0.0.0/-1", "prefix length"],
  ["::/129", "prefix length"],
  ["10.1.2.3/8", "10.0.0.0/8"],
  ["fe80::1%eth0", "not a CIDR block"],
  ["10.0.0.0/8/8", "not a CIDR block"],
  ["intranet", "not a CIDR block"],
  ["010.0.0.0/8", "not a CIDR block"],
])("the block %s is refused with a reason that names it", (text, reason) => {
  expect(() => parseCidr(text)).toThrow(reason);
  expect(() => parseCidr(text)).toThrow(text);
});
