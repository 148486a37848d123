import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeUrl } from "./judge-url.ts";
import { closedPolicy, createPolicy, type Policy, parseCidrList, parseNameList } from "./policy.ts";

/** Property tests repeat the same inputs in every run. */
fc.configureGlobal({ seed: 20_260_324 });

function rule(text: string, policy: Policy = closedPolicy): string {
  const verdict = judgeUrl(text, policy);
  return verdict.verdict === "allowed" ? "allowed" : verdict.rule;
}

function opened(cidrs: string, names = ""): Policy {
  return createPolicy({ allowedCidrs: parseCidrList(cidrs), allowedNames: parseNameList(names) });
}

describe("R1: only absolute http and https URLs with a real port", () => {
  test.each([
    "",
    "example.com",
    "//example.com",
    "/path",
    "ftp://example.com",
    "file:///etc/passwd",
    "gopher://example.com",
    "javascript:alert(1)",
    "ws://example.com",
    "http:example.com",
    "http:/example.com",
    "http:///example.com",
    "http://",
    "http:////example.com",
    "http://example.com:0",
    "http://example.com:65536",
    "http://example.com:8a",
    "http://example.com:-1",
    "http://?q",
    "http://#f",
    "\u00a0http://example.com",
  ])("%j", (text) => expect(rule(text)).toBe("R1"));

  test.each([
    "http://example.com:1",
    "http://example.com:65535",
    "HTTPS://example.com",
    "http://example.com:",
  ])("%j passes", (text) => expect(rule(text)).toBe("allowed"));
});

describe("R2: the typed text holds no characters that parsers drop or rewrite", () => {
  test.each([
    "http://exam\tple.com",
    "http://example.com/\r",
    "http://example.com/a\nb",
    "http://example.com/\u0000",
    "\u0001http://example.com",
    "http://example.com/\u007f",
    "http://example.com/\u0085",
    "http://example.com\\@127.0.0.1/",
    "http:\\\\example.com",
    "http://example.com/a\\b",
    "http://[fe80::1%25eth0]/",
    "http://[2606:4700::1%eth0]/",
    "http://example.com/\u2028",
  ])("%j", (text) => expect(rule(text)).toBe("R2"));

  test.each([
    "http://example.com/a b?c=d e",
    "http://example.com/%0d%0a",
    "http://example.com/%5C",
    " http://example.com ",
  ])("%j passes", (text) => expect(rule(text)).toBe("allowed"));
});

describe("R3: no user information", () => {
  test.each([
    "http://user@example.com",
    "http://user:secret@example.com",
    "http://@example.com",
    "http://:@example.com",
    "http://example.com@127.0.0.1",
  ])("%j", (text) => expect(rule(text)).toBe("R3"));

  test("an at sign in path or query is no user information", () => {
    expect(rule("http://example.com/@user?mail=a@b.com#@")).toBe("allowed");
  });

  test("the reason does not repeat the password", () => {
    expect(JSON.stringify(judgeUrl("http://user:hunter2@example.com", closedPolicy))).not.toContain(
      "hunter2",
    );
  });
});

describe("R4: every spelling of an address is judged as the address", () => {
  test.each([
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "017700000001",
    "0x7f.0.0.0x1",
    "127.0.0.1.",
    "%31%32%37.0.0.1",
    "127%2e0%2e0%2e1",
    "\u2460\u2461\u2466.0.0.1",
    "\uff11\uff12\uff17.\uff10.0.1",
    "127\u30020\u30020\u30021",
    "127\uff0e0\uff0e0\uff0e1",
    "127\uff610\uff610\uff611",
    "1\u00ad27.0.0.1",
    "127.0.0.1\u200b",
    "0x7F.0X0.0.1",
    "0000177.0.0.1",
    "10.0.0.1",
    "\uff10x7f.1",
    "00000000177.1",
    "127.0x000000001",
  ])("http://%s/", (host) => {
    expect(["R4", "R5"]).toContain(rule(`http://${host}/`));
    expect(["R4", "R5"]).toContain(rule(`http://${host}:8080`));
  });

  test.each([
    "http://0xa9fea9fe/",
    "http://2852039166/",
    "http://169.254.43518/",
    "http://0251.0376.0251.0376/",
    "http://0xA9.0xFE.0xA9.0xFE.",
  ])("%s is the metadata service in every policy", (text) =>
    expect(rule(text, opened("0.0.0.0/0"))).toBe("R6"));

  test.each([
    "http://256.1.1.1/",
    "http://1.2.3.4.5/",
    "http://0x100000000/",
    "http://09.8.8.8/",
    "http://example.com%2f@x/",
    "http://8.8.8.8%00/",
    "http://[::1/",
    "http://[::1]x/",
    "http://[127.0.0.1]/",
    "http://[1::2::3]/",
    "http://exa mple.com/",
    "http://{{ host }}/",
    "http://{{host}}/",
    "http://example..com/",
    "http://localhost../",
    "http://.example.com/",
    "http://a!b.com/",
    `http://${"a".repeat(64)}.com/`,
    "http://a.com,b.com/",
    `http://${"a.".repeat(126)}com/`,
    "http://$(id).com/",
  ])("%s has no readable host", (text) => expect(["R1", "R3", "R4"]).toContain(rule(text)));

  test("a public address passes in every spelling", () => {
    for (const host of [
      "8.8.8.8",
      "134744072",
      "0x08080808",
      "010.8.8.8",
      "8.8.8.8.",
      "[2606:4700::1111]",
      "[::ffff:8.8.8.8]",
    ]) {
      expect(rule(`https://${host}/`), host).toBe("allowed");
    }
  });

  test("no numeric spelling of a private address passes", () => {
    const spell = [
      (value: number) => String(value),
      (value: number) => `0x${value.toString(16)}`,
      (value: number) => `0${value.toString(8)}`,
      (value: number) => `${value >>> 24}.${value & 0xffffff}`,
      (value: number) =>
        `0x${(value >>> 24).toString(16)}.0${((value >>> 16) & 255).toString(8)}.${value & 0xffff}`,
      (value: number) => `[::ffff:${(value >>> 16).toString(16)}:${(value & 0xffff).toString(16)}]`,
      (value: number) => `[64:ff9b::${(value >>> 16).toString(16)}:${(value & 0xffff).toString(16)}]`,
      (value: number) =>
        String(value).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
      (value: number) => String(value).replace(/\d/g, (digit) => `%3${digit}`),
    ];
    const privateValue = fc.oneof(
      fc.integer({ min: 0x0a000000, max: 0x0affffff }),
      fc.integer({ min: 0x7f000000, max: 0x7fffffff }),
      fc.integer({ min: 0xa9fe0000, max: 0xa9feffff }),
      fc.integer({ min: 0xc0a80000, max: 0xc0a8ffff }),
      fc.integer({ min: 0xe0000000, max: 0xffffffff }),
    );
    fc.assert(
      fc.property(privateValue, fc.constantFrom(...spell), (value, as) => {
        expect(rule(`http://${as(value)}/`)).not.toBe("allowed");
      }),
      { numRuns: 1000 },
    );
  });
});

describe("R10: names of private networks", () => {
  test.each([
    "localhost",
    "LOCALHOST",
    "localhost.",
    "loc\u00adalhost",
    "\uff4cocalhost",
    "l%6fcalhost",
    "foo.localhost",
    "printer.local",
    "db.internal",
    "nas.lan",
    "router.home.arpa",
    "x.test",
    "x.invalid",
    "x.onion",
    "mattermost",
    "my_service",
    "kubernetes.default.svc",
    "kubernetes.default",
    "kubernetes.default.svc.cluster.local",
    "host.docker.internal",
    "gateway.docker.internal",
    "metadata.google.internal",
    "metadata.google.internal.",
    "metadata",
    "metadata.goog",
    "localhost.localdomain",
    "ip6-localhost",
    "a.b.svc",
  ])("http://%s/ is refused", (host) => expect(rule(`http://${host}/`)).toBe("R10"));

  test.each([
    "localhost.example.com",
    "10.example.com",
    "127.0.0.1.example.com",
    "internal.example.com",
    "local.com",
    "lan.example.org",
    "mylocalhost.com",
    "notlocal.dev",
    "testing.com",
    "home.arpa.example.com",
    "metadata.google.com",
    "xn--bcher-kva.example",
    "b\u00fccher.example",
    "a_b.example.com",
    "example.com.",
    "1e100.net",
    "0x7f.example.com",
    "svc.example.com",
    "thelan.com",
    "invalid.example.com",
  ])("http://%s/ passes", (host) => expect(rule(`http://${host}/`)).toBe("allowed"));

  test("a listed name is reopened, and only exactly that name", () => {
    const policy = opened("", "mattermost, wiki.internal");
    expect(
      ["mattermost", "MatterMost.", "wiki.internal"].map((host) => rule(`http://${host}:8065`, policy)),
    ).toEqual(["allowed", "allowed", "allowed"]);
    expect(
      ["mattermost2", "x.wiki.internal", "internal"].map((host) => rule(`http://${host}`, policy)),
    ).toEqual(["R10", "R10", "R10"]);
  });

  test("localhost is reopened by opening loopback of either family, and no other name is", () => {
    for (const cidrs of ["127.0.0.0/8", "127.0.0.1", "::1"]) {
      expect(rule("http://localhost:9000", opened(cidrs))).toBe("allowed");
      expect(rule("http://app.localhost:9000", opened(cidrs))).toBe("allowed");
      expect(rule("http://mattermost", opened(cidrs))).toBe("R10");
    }
    expect(rule("http://localhost", opened("10.0.0.0/8 127.0.0.2"))).toBe("R10");
  });

  test("a metadata name stays closed even when it is listed", () => {
    for (const name of [
      "metadata.google.internal",
      "metadata.goog",
      "instance-data",
      "instance-data.ec2.internal",
    ]) {
      expect(rule(`http://${name}/`, opened("0.0.0.0/0", name))).toBe("R10");
    }
  });
});

test("R16: an opened block is reachable in every spelling and opens nothing else", () => {
  const policy = opened("127.0.0.0/8, 10.20.0.0/16 fd12::/16");
  for (const host of ["127.0.0.1:9000", "2130706433", "10.20.255.255", "[fd12::1]", "[::ffff:127.0.0.1]"]) {
    expect(rule(`http://${host}/`, policy), host).toBe("allowed");
  }
  for (const host of [
    "10.21.0.0",
    "192.168.0.1",
    "[::1]",
    "[fd13::1]",
    "169.254.169.254",
    "[64:ff9b::7f00:1]",
  ]) {
    expect(rule(`http://${host}/`, policy), host).not.toBe("allowed");
  }
});

describe("R17: the server's own ingestion endpoints", () => {
  const policy = createPolicy({
    own: [
      { publicUrl: "https://oncall.example.com/", ingestPaths: ["/integrations/v1", "/v2/enqueue"] },
      { publicUrl: "https://shared.example.com/oncall", ingestPaths: ["/integrations/v1/"] },
    ],
  });

  test.each([
    "https://oncall.example.com/integrations/v1/webhook/token/",
    "https://ONCALL.example.com.:443/integrations/v1",
    "https://oncall.example.com/v2/enqueue?x",
    "https://oncall.example.com/a/../integrations/v1/x",
    "https://oncall.example.com/integr%61tions/v1/x",
    "https://oncall.example.com//integrations/v1/x",
    "https://shared.example.com/oncall/integrations/v1/x",
  ])("%s is refused", (text) => expect(rule(text, policy)).toBe("R17"));

  test.each([
    "https://example.com/?next=https://oncall.example.com/integrations/v1/webhook/token/",
    "https://oncall.example.com/integrations/v10/x",
    "https://oncall.example.com/api/v2/groups",
    "http://oncall.example.com/integrations/v1/x",
    "https://oncall.example.com:8443/integrations/v1/x",
    "https://xoncall.example.com/integrations/v1/x",
    "https://shared.example.com/integrations/v1/x",
    "https://oncall.example.com/%E0%A4%A/integrations",
  ])("%s passes", (text) => expect(rule(text, policy)).toBe("allowed"));
});

test("any text gets a verdict, and an allowed URL is judged alike in its canonical spelling", () => {
  const text = fc.oneof(
    fc.string(),
    fc.webUrl(),
    fc.string({ unit: "binary" }).map((rest) => `http://${rest}`),
  );
  fc.assert(
    fc.property(text, (candidate) => {
      const verdict = judgeUrl(candidate, closedPolicy);
      if (verdict.verdict === "allowed") expect(rule(verdict.url.href)).toBe("allowed");
    }),
    { numRuns: 2000 },
  );
});
