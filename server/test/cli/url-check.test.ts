import { describe, expect, test } from "vitest";
import { ingestPaths } from "../../src/http/ingest-paths.ts";
import { checkUrls, createPolicy, parseCidrList } from "../../src/platform/http-client/index.ts";

/** As `tocsin url check` answers with these networks and names opened. */
async function check(urls: readonly string[], networks = "", names: string[] = []): Promise<string[]> {
  const written: string[] = [];
  const policy = createPolicy({
    allowedCidrs: parseCidrList(networks),
    allowedNames: names,
    own: [{ publicUrl: "https://oncall.example.com", ingestPaths }],
  });
  const lines = (async function* () {
    yield urls.map((url) => `${url}\n`).join("");
  })();
  await checkUrls(lines, policy, (text) => written.push(text));
  const answers = written.join("").split("\n").slice(0, -1);
  return answers.map((line) =>
    line
      .split(" ")
      .slice(0, line.startsWith("refused") ? 2 : 1)
      .join(" "),
  );
}

async function expectAll(answer: string, urls: readonly string[], networks = "", names: string[] = []) {
  const answers = await check(urls, networks, names);
  expect(Object.fromEntries(urls.map((url, place) => [url, answers[place]]))).toEqual(
    Object.fromEntries(urls.map((url) => [url, answer])),
  );
}

const refused: Record<string, readonly string[]> = {
  "R1: another scheme, no host, no port there can be": [
    ..."ftp://example.com/ file:///etc/passwd gopher://example.com/ ws://example.com/ javascript:alert(1)".split(
      " ",
    ),
    ..."example.com /path //example.com/ http: http:// http:///path https:/example.com http:example.com".split(
      " ",
    ),
    ..."http://example.com:0/ http://example.com:65536/ http://example.com:-1/ http://example.com:80x/".split(
      " ",
    ),
  ],
  "R2: what parsers drop or rewrite": [
    "http://exam\tple.com/",
    "http://example.com/\u0000",
    "http://example.com\\@127.0.0.1/",
    "http:\\\\127.0.0.1/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/",
    "http://example.com/\u2028",
  ],
  "R3: user information": [
    "http://user@example.com/",
    "http://user:password@example.com/",
    "http://:@example.com/",
    "http://example.com@127.0.0.1/",
    "http://127.0.0.1@example.com/",
  ],
  "R4: a host that is neither name nor address": [
    "http://1.2.3.4.5/",
    "http://256.256.256.256/",
    "http://[::1/",
    "http://[1:2:3]/",
    "http://{{ host }}/",
    `http://${"a".repeat(64)}.example.com/`,
    "http://exa%00mple.com/",
  ],
  "R5: private IPv4 in every spelling": [
    ..."http://127.0.0.1/ http://127.1/ http://2130706433/ http://0x7f000001/ http://0x7f.1/ http://017700000001/".split(
      " ",
    ),
    ..."http://0177.0.0.1/ http://127.0.0.1./ http://%31%32%37.0.0.1/ http://１２７.0.0.1/ http://127。0。0。1/".split(
      " ",
    ),
    ..."http://0.0.0.0/ http://0/ http://10.0.0.1/ http://172.16.0.1/ http://172.31.255.255/ http://192.168.0.1/".split(
      " ",
    ),
    ..."http://100.64.0.1/ http://192.0.0.1/ http://192.0.2.1/ http://192.88.99.1/ http://198.18.0.1/".split(
      " ",
    ),
    ..."http://198.51.100.1/ http://203.0.113.1/ http://192.31.196.1/ http://192.52.193.1/ http://192.175.48.1/".split(
      " ",
    ),
  ],
  "R6: IPv4 that is never reachable": [
    ..."http://169.254.169.254/ http://169.254.170.2/ http://169.254.170.23/ http://0xa9fea9fe/ http://2852039166/".split(
      " ",
    ),
    ..."http://224.0.0.1/ http://239.255.255.255/ http://240.0.0.1/ http://255.255.255.255/".split(" "),
    ..."http://100.100.100.200/ http://192.0.0.192/ http://168.63.129.16/".split(" "),
  ],
  "R7: IPv6 outside the public space": [
    ..."http://[::]/ http://[::1]/ http://[0:0:0:0:0:0:0:1]/ http://[fc00::1]/ http://[fd12:3456::1]/".split(
      " ",
    ),
    ..."http://[fec0::1]/ http://[100::1]/ http://[5f00::1]/ http://[2001:db8::1]/ http://[3fff::1]/".split(
      " ",
    ),
    ..."http://[2001:2::1]/ http://[2620:4f:8000::1]/ http://[4000::1]/".split(" "),
  ],
  "R8: IPv6 that is never reachable": [
    ..."http://[fe80::1]/ http://[febf::1]/ http://[ff02::1]/ http://[fd00:ec2::254]/ http://[fd20:ce::254]/".split(
      " ",
    ),
  ],
  "R9: an IPv4 address inside an IPv6 one": [
    ..."http://[::ffff:127.0.0.1]/ http://[::ffff:7f00:1]/ http://[::127.0.0.1]/ http://[::ffff:0:127.0.0.1]/".split(
      " ",
    ),
    ..."http://[64:ff9b::7f00:1]/ http://[64:ff9b::169.254.169.254]/ http://[64:ff9b:1::a00:1]/".split(" "),
    ..."http://[2002:7f00:1::]/ http://[2002:a9fe:a9fe::1]/ http://[::ffff:169.254.169.254]/".split(" "),
  ],
  "R10: names of private networks": [
    ..."http://localhost/ http://LOCALHOST./ http://a.localhost/ http://printer.local/ http://db.internal/".split(
      " ",
    ),
    ..."http://nas.lan/ http://router.home.arpa/ http://a.test/ http://a.invalid/ http://abc.onion/ http://intranet/".split(
      " ",
    ),
    ..."http://metadata.google.internal/ http://host.docker.internal/ http://kubernetes.default.svc/".split(
      " ",
    ),
    ..."http://kubernetes.default.svc.cluster.local/ http://ⓛocalhost/ http://mattermost:8065/".split(" "),
  ],
  "R17: this server's own ingestion": [
    "https://oncall.example.com/integrations/v1/webhook/abc/",
    "https://ONCALL.example.com:443/integrations/v1/alertmanager/abc/",
    "https://oncall.example.com//integrations/v1/webhook/abc/",
    "https://oncall.example.com/%69ntegrations/v1/webhook/abc/",
  ],
};

describe("refused, each by its rule", () => {
  test.each(Object.entries(refused))("%s", async (name, urls) => {
    await expectAll(`refused ${name.split(":")[0]}`, urls);
  });
});

describe("allowed", () => {
  test("neighbours of closed ranges, look-alike names, and the base URL in a query", async () => {
    await expectAll("allowed", [
      ..."http://9.255.255.255/ http://11.0.0.0/ http://100.63.255.255/ http://100.128.0.0/ http://126.255.255.255/".split(
        " ",
      ),
      ..."http://128.0.0.0/ http://169.253.255.255/ http://169.255.0.0/ http://172.15.255.255/ http://172.32.0.0/".split(
        " ",
      ),
      ..."http://192.167.255.255/ http://192.169.0.0/ http://198.17.255.255/ http://198.20.0.0/ http://223.255.255.255/".split(
        " ",
      ),
      ..."http://168.63.129.15/ http://168.63.129.17/ http://192.0.1.1/ http://0x08.8.8.8/ http://134744072/".split(
        " ",
      ),
      ..."http://[2000::1]/ http://[2001:200::1]/ http://[2606:4700::1111]/ http://[2620:4f:8001::1]/".split(
        " ",
      ),
      ..."http://[3ffe::1]/ http://[::ffff:8.8.8.8]/ https://[2001:4860:4860::8888]:8443/x".split(" "),
      ..."https://localhost.example.com/ https://local.example/ https://internal.example.com/ https://xn--bcher-kva.example/".split(
        " ",
      ),
      ..."https://example.com:65535/ https://example.com./ HTTPS://EXAMPLE.COM/ https://my_host.example.com/".split(
        " ",
      ),
      "https://example.com/a@b?c=d@e#f@g",
      "https://example.com/?next=https://oncall.example.com/integrations/v1/webhook/abc/",
      "https://oncall.example.com/other/integrations/v1/",
      "https://oncall.example.com:8443/integrations/v1/webhook/abc/",
      "https://oncall.example.com.evil.example/integrations/v1/webhook/abc/",
    ]);
  });

  test("what the operator opens, in every spelling, and nothing beside it (R16)", async () => {
    const opened = "10.0.0.0/8,127.0.0.0/8,fd00::/8";
    await expectAll(
      "allowed",
      ["http://10.1.2.3/", "http://0x0a010203/", "http://[::ffff:10.1.2.3]/"],
      opened,
    );
    await expectAll("allowed", ["http://localhost:8065/", "http://127.1/", "http://[fd12::1]/"], opened);
    await expectAll("refused R5", ["http://192.168.0.1/", "http://172.16.0.1/"], opened);
    await expectAll("refused R10", ["http://mattermost:8065/"], opened);
    await expectAll("allowed", ["http://mattermost:8065/"], opened, ["mattermost"]);
  });

  test("but never the forbidden tier, whatever is opened (R16)", async () => {
    const everything = "0.0.0.0/0,::/0";
    await expectAll(
      "refused R6",
      ["http://169.254.169.254/", "http://168.63.129.16/", "http://224.0.0.1/"],
      everything,
    );
    await expectAll("refused R8", ["http://[fe80::1]/", "http://[fd00:ec2::254]/"], everything);
    await expectAll(
      "refused R9",
      ["http://[::ffff:169.254.169.254]/", "http://[64:ff9b::a9fe:a9fe]/"],
      everything,
    );
    await expectAll("refused R10", ["http://metadata.google.internal/"], everything, [
      "metadata.google.internal",
    ]);
  });
});
