import { expect, test } from "vitest";
import { maskHeaders, maskText, secretValues } from "./masking.ts";

test("values of headers that open doors are masked, others stay", () => {
  const headers = {
    Authorization: "Bearer abcdefghij",
    "Proxy-Authorization": "Basic abcdefghij",
    Cookie: "session=abcdefghij",
    "X-Api-Key": "abcdefghij",
    "x-gitlab-token": "abcdefghij",
    "Content-Type": "application/json",
    "webhook-id": "msg_1",
  };
  const masked = maskHeaders(headers);
  expect(Object.values(masked).filter((value) => value === "****************")).toHaveLength(5);
  expect(masked).toMatchObject({ "Content-Type": "application/json", "webhook-id": "msg_1" });
});

test("a receiver that echoes what it got does not bring a secret into the log", () => {
  const basic = Buffer.from("user:correct horse").toString("base64");
  const secrets = secretValues({ Authorization: `Basic ${basic}` }, ["correct horse", null]);
  const echo = `got Basic ${basic}, that is user:correct horse, or ${basic}`;
  const masked = maskText(echo, secrets);
  expect(masked).not.toContain(basic);
  expect(masked).not.toContain("correct horse");
});

test("short secrets are not looked for: they would blank out ordinary words", () => {
  expect(maskText("on and on", secretValues({}, ["on"]))).toBe("on and on");
});
