import { describe, expect, it } from "vitest";
import { mailAddress, tokenInAddress } from "./address.ts";
import { readMail } from "./read-mail.ts";

function read(...lines: string[]) {
  return readMail(Buffer.from(lines.join("\r\n")), "envelope@example.com");
}

const alternatives = [
  "From: =?utf-8?Q?Bj=C3=B6rn?= <bjoern@example.com>",
  "Subject: =?utf-8?B?RmVzdHBsYXR0ZSB2b2xsIPCflKU=?=",
  "MIME-Version: 1.0",
  'Content-Type: multipart/alternative; boundary="b"',
  "",
  "--b",
  "Content-Type: text/html; charset=utf-8",
  "",
  "<p>HTML</p>",
  "--b",
  "Content-Type: text/plain; charset=iso-8859-1",
  "Content-Transfer-Encoding: quoted-printable",
  "",
  "Gr=FC=DFe ",
  "--b--",
];

describe("a mail", () => {
  it("is its subject, its text rather than its HTML, and its sender's bare address", async () => {
    expect(await read(...alternatives)).toEqual({
      subject: "Festplatte voll 🔥",
      message: "Grüße",
      sender: "bjoern@example.com",
    });
  });

  it("of HTML alone is turned into text", async () => {
    const mail = await read(
      "From: a@example.com",
      "Subject: s",
      "Content-Type: text/html",
      "",
      "<h1>Down</h1><a href='https://x.example'>Graph</a>",
    );
    expect(mail.message).toBe("Down\nGraph (https://x.example)");
  });

  it("names its attachments and leaves their content out", async () => {
    const mail = await read(
      "From: a@example.com",
      "Subject: s",
      'Content-Type: multipart/mixed; boundary="b"',
      "",
      "--b",
      "Content-Type: text/plain",
      "",
      "see below",
      "--b",
      'Content-Type: image/png; name="graph.png"',
      'Content-Disposition: attachment; filename="graph.png"',
      "Content-Transfer-Encoding: base64",
      "",
      "aGVsbG8=",
      "--b--",
    );
    expect(mail).toMatchObject({ message: "see below", attachments: ["graph.png"] });
  });

  it("without a sender is from the envelope's", async () => {
    expect(await read("Subject: s", "", "text")).toEqual({
      subject: "s",
      message: "text",
      sender: "envelope@example.com",
    });
  });

  it.each([
    ["nothing", Buffer.alloc(0)],
    ["random bytes", Buffer.from([0, 255, 13, 10, 0, 128, 10])],
    [
      "parts in parts without end",
      Buffer.from('Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'.repeat(2000)),
    ],
    ["a header without end", Buffer.from(`Subject: s\r\nX: ${"x".repeat(600_000)}`)],
  ])("of %s is read without a throw", async (_name, raw) => {
    const payload = await readMail(raw, "e@example.com");
    expect(payload.sender).toBe("e@example.com");
    expect(payload.subject.includes("\u0000")).toBe(false);
    expect(payload.message.includes("\u0000")).toBe(false);
  });

  it("of great length is cut", async () => {
    const mail = await read("Subject: s", "", "x".repeat(1_000_000));
    expect(mail.message.length).toBe(256 * 1024);
  });
});

describe("an address", () => {
  it("has the token in front and the domain in any case behind", () => {
    expect(mailAddress("aB3", "oncall.example.com")).toBe("aB3@oncall.example.com");
    expect(tokenInAddress("aB3@OnCall.Example.com.", "oncall.example.com")).toBe("aB3");
  });

  it.each([
    "aB3",
    "@oncall.example.com",
    "aB3@example.com",
    "a b@oncall.example.com",
    "x@oncall.example.com@evil.example",
  ])("%s is none of ours", (address) => {
    expect(tokenInAddress(address, "oncall.example.com")).toBeUndefined();
  });
});
