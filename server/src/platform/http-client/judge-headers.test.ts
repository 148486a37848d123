import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeHeaders, judgeRequestHeaders } from "./judge-headers.ts";

/** Property tests repeat the same inputs in every run. */
fc.configureGlobal({ seed: 20_260_324 });

const reserved =
  "host content-length transfer-encoding connection keep-alive upgrade te trailer expect proxy-authorization proxy-connection Proxy-X HOST Transfer-Encoding";

test.each(reserved.split(" "))("a user cannot set %s, nor can the server by accident", (name) => {
  expect(judgeHeaders({ [name]: "x" })).toMatchObject({ verdict: "refused", rule: "R14" });
  expect(judgeRequestHeaders({ [name]: "x" })).toMatchObject({ verdict: "refused", rule: "R14" });
});

test.each(["webhook-id", "Webhook-Signature", "WEBHOOK-anything"])("only the server sets %s", (name) => {
  expect(judgeHeaders({ [name]: "x" })).toMatchObject({ verdict: "refused", rule: "R14" });
  expect(judgeRequestHeaders({ [name]: "x" })).toEqual({ verdict: "allowed" });
});

test.each([
  "",
  " ",
  "a b",
  "a:b",
  "a\r\nb",
  "na\u00efve",
  "a\tb",
  "(a)",
  "a,b",
  "a\u0000",
])("%j is no header name", (name) => {
  expect(judgeHeaders({ [name]: "x" })).toMatchObject({ verdict: "refused", rule: "R14" });
});

test("no value with a line break, NUL or another control character passes, and every other value does", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (value) => {
      const hasControl = [...value].some(
        (letter) => (letter < " " && letter !== "\t") || letter === "\u007f",
      );
      expect(judgeHeaders({ "x-title": value }).verdict).toBe(hasControl ? "refused" : "allowed");
    }),
  );
  for (const value of ["a\r\nb: c", "a\nb", "a\rb", "a\u0000b"]) {
    expect(judgeHeaders({ "x-title": value }).verdict).toBe("refused");
  }
});

test("usual headers pass", () => {
  const headers = {
    Authorization: "Bearer x",
    "Content-Type": "application/json",
    "X-Team": "R\u00fcst \u{1f6a8}",
    "webhooks-x": "1",
    hostname: "a",
  };
  expect(judgeHeaders(headers)).toEqual({ verdict: "allowed" });
});

test("one header in two spellings is refused", () => {
  expect(judgeHeaders({ "X-A": "1", "x-a": "2" })).toMatchObject({ verdict: "refused", rule: "R14" });
});
