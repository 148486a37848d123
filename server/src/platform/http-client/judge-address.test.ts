import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatAddress, parseAddress } from "./address.ts";
import { judgeAddress } from "./judge-address.ts";
import { closedPolicy, parseCidrList } from "./policy.ts";

/** Property tests repeat the same inputs in every run. */
fc.configureGlobal({ seed: 20_260_324 });

const everything = { allowedCidrs: parseCidrList("0.0.0.0/0 ::/0") };

function rule(text: string, policy = closedPolicy as Parameters<typeof judgeAddress>[1]): string {
  const verdict = judgeAddress(text, policy);
  return verdict.verdict === "allowed" ? "allowed" : verdict.rule;
}

function opened(list: string): { allowedCidrs: ReturnType<typeof parseCidrList> } {
  return { allowedCidrs: parseCidrList(list) };
}

/** First and last address of each block, then the neighbours outside it that must pass. */
const privateV4 = [
  ["0.0.0.0", "0.255.255.255", "1.0.0.0"],
  ["10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"],
  ["100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0"],
  ["127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0"],
  ["172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0"],
  ["192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0"],
  ["192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0"],
  ["192.31.196.0", "192.31.196.255", "192.31.195.255", "192.31.197.0"],
  ["192.52.193.0", "192.52.193.255", "192.52.192.255", "192.52.194.0"],
  ["192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0"],
  ["192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0"],
  ["192.175.48.0", "192.175.48.255", "192.175.47.255", "192.175.49.0"],
  ["198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0"],
  ["198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0"],
  ["203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0"],
];

const forbiddenV4 = [
  ["169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0"],
  ["224.0.0.0", "239.255.255.255", "223.255.255.255"],
  ["240.0.0.0", "255.255.255.255"],
  ["168.63.129.16", "168.63.129.16", "168.63.129.15", "168.63.129.17"],
];

describe("IPv4", () => {
  test.each(
    privateV4,
  )("the private block from %s to %s is refused and its neighbours pass", (first, last, ...others) => {
    expect([first, last].map((text) => rule(text ?? ""))).toEqual(["R5", "R5"]);
    expect([first, last].map((text) => rule(text ?? "", everything))).toEqual(["allowed", "allowed"]);
    for (const other of others) expect(rule(other), other).toBe("allowed");
  });

  test.each(
    forbiddenV4,
  )("the block from %s to %s is refused whatever is opened", (first, last, ...others) => {
    expect([first, last].map((text) => rule(text ?? "", everything))).toEqual(["R6", "R6"]);
    for (const other of others) expect(rule(other), other).toBe("allowed");
  });

  test.each([
    "100.100.100.200",
    "192.0.0.192",
  ])("%s is forbidden inside a block that can be opened", (text) => {
    expect(rule(text, everything)).toBe("R6");
  });

  test("opening one block opens nothing beside it", () => {
    const policy = opened("10.1.0.0/16");
    expect(["10.1.0.0", "10.1.255.255"].map((text) => rule(text, policy))).toEqual(["allowed", "allowed"]);
    expect(["10.0.255.255", "10.2.0.0", "127.0.0.1"].map((text) => rule(text, policy))).toEqual([
      "R5",
      "R5",
      "R5",
    ]);
  });
});

describe("IPv6", () => {
  test.each([
    ["2000::", "3ffe:ffff::1", "2606:4700:4700::1111", "2001:200::", "2001:db7:ffff::", "2001:db9::"],
    ["2003::", "2620:4f:7fff::", "2620:4f:8001::", "3ffe::", "3fff:1000::"],
  ])("public addresses pass: %s %s %s", (...texts) => {
    for (const text of texts) expect(rule(text), text).toBe("allowed");
  });

  test.each(
    "1fff:ffff:: 4000:: :: ::1 100::1 100:0:0:1::1 5f00::1 fc00::1 fdff::1 fec0::1 2001:1ff::1 2001:db8::1 2620:4f:8000::1 3fff::1 3fff:fff::1"
      .split(" ")
      .map((text) => [text]),
  )("%s is refused unless its network is opened", (text) => {
    expect(rule(text)).toBe("R7");
    expect(rule(text, everything)).toBe("allowed");
  });

  test.each(
    "fe80::1 febf:ffff::1 ff00:: ff02::1 ffff::1 fd00:ec2::254 fd00:ec2:ffff::1 fd20:ce::254"
      .split(" ")
      .map((text) => [text]),
  )("%s is refused whatever is opened", (text) => {
    expect(rule(text, everything)).toBe("R8");
  });

  test("neighbours of the IPv6 metadata addresses open like other private ones", () => {
    for (const text of ["fd00:ec1:ffff::1", "fd00:ec3::1", "fd20:ce::253", "fd20:ce::255"]) {
      expect(rule(text, everything), text).toBe("allowed");
    }
  });
});

describe("IPv4 inside IPv6", () => {
  const forms: [string, (v4: string) => string][] = [
    ["mapped", (v4) => `::ffff:${v4}`],
    ["compatible", (v4) => `::${v4}`],
    ["translated", (v4) => `::ffff:0:${v4}`],
    ["NAT64", (v4) => `64:ff9b::${v4}`],
    ["local NAT64", (v4) => `64:ff9b:1::${v4}`],
    ["local NAT64 with a 48-bit prefix", (v4) => `64:ff9b:1:${hex(v4, 0)}:${half(v4, 2)}:${half(v4, 3)}00::`],
    [
      "local NAT64 with a 56-bit prefix",
      (v4) => `64:ff9b:1:12${half(v4, 0)}:${half(v4, 1)}:${half(v4, 2)}${half(v4, 3)}::`,
    ],
    [
      "local NAT64 with a 64-bit prefix",
      (v4) => `64:ff9b:1:1234:${half(v4, 0)}:${half(v4, 1)}${half(v4, 2)}:${half(v4, 3)}00::`,
    ],
    ["6to4", (v4) => `2002:${hex(v4, 0)}:${hex(v4, 2)}::1`],
    ["Teredo client", (v4) => `2001:0:808:808::${inverted(v4)}`],
    ["Teredo server", (v4) => `2001:0:${hex(v4, 0)}:${hex(v4, 2)}:0:0:f7f7:f7f7`],
    ["ISATAP", (v4) => `2606:4700::5efe:${v4}`],
    ["ISATAP, universal", (v4) => `2606:4700::200:5efe:${v4}`],
  ];

  test.each(forms)("%s: a forbidden address inside is refused whatever is opened", (_, form) => {
    expect(rule(form("169.254.169.254"), everything)).toBe("R9");
    expect(rule(form("168.63.129.16"), everything)).toBe("R9");
  });

  test.each(forms)("%s: opening the outer block alone does not open a private address inside", (_, form) => {
    expect(rule(form("10.1.2.3"), opened("::/0"))).toBe("R9");
    expect(rule(form("10.1.2.3"), opened("::/0 10.0.0.0/8 0.0.0.0/8 8.0.0.0/8"))).toBe("allowed");
  });

  test("a mapped address is judged as the IPv4 address it is", () => {
    fc.assert(
      fc.property(fc.ipV4(), (v4) => {
        expect(judgeAddress(`::ffff:${v4}`, closedPolicy).verdict).toBe(
          judgeAddress(v4, closedPolicy).verdict,
        );
      }),
    );
    expect(rule("::ffff:127.0.0.1", opened("127.0.0.0/8"))).toBe("allowed");
  });

  test.each(forms.slice(1, 11))("%s: a public address inside does not open the outer block", (_, form) => {
    expect(rule(form("8.8.8.8"))).not.toBe("allowed");
  });
});

test("whatever is opened, the verdict of a public address never changes", () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
      if (rule(text) === "allowed") expect(rule(text, everything)).toBe("allowed");
      if (rule(text, everything) !== "allowed") expect(rule(text)).not.toBe("allowed");
    }),
    { numRuns: 1000 },
  );
});

test("only 2000::/3 and mapped addresses pass without an opt-in", () => {
  const anyAddress = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n });
  fc.assert(
    fc.property(anyAddress, (value) => {
      const text = formatAddress({ family: 6, value });
      expect(parseAddress(text)?.value).toBe(value);
      if (rule(text) === "allowed") expect(value >> 125n === 1n || value >> 32n === 0xffffn).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test("text that is no address is refused", () => {
  for (const text of ["", "localhost", "127.1", "[::1]"]) expect(rule(text, everything)).toBe("R4");
});

function parts(v4: string): number[] {
  return v4.split(".").map(Number);
}

function half(v4: string, index: number): string {
  return (parts(v4)[index] ?? 0).toString(16).padStart(2, "0");
}

function hex(v4: string, index: number): string {
  return half(v4, index) + half(v4, index + 1);
}

function inverted(v4: string): string {
  return parts(v4)
    .map((part) => 255 - part)
    .join(".");
}
