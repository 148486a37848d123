import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recordRequest } from "./record-request.ts";

const mask = "****************";

function record(body: string, { url = "/hook", headers = {} }: { url?: string; headers?: object } = {}) {
  const recorded = recordRequest({ url, headers: { ...headers }, body: Buffer.from(body) });
  if (recorded.kind !== "request") throw new Error("not a request");
  return recorded;
}

test("what the request was authenticated with is nowhere", () => {
  const token = "tsa_0123456789abcdef";
  const recorded = record(`{"echo": "Bearer ${token}", "title": "x"}`, {
    url: `/hook?title=a&token=${token}&x=${token}`,
    headers: { authorization: `Bearer ${token}`, "x-echo": token, "user-agent": "prtg" },
  });
  expect(JSON.stringify(recorded)).not.toContain(token);
  expect(recorded.headers).toMatchObject({ authorization: mask, "user-agent": "prtg" });
  expect(recorded.url).toBe(`/hook?title=a&token=${mask}&x=${mask}`);
});

describe("a body", () => {
  test("keeps everything but the texts of members with secret names, as it was spelled", () => {
    const body =
      '{"b": 1.0, "api_key" : "k\\"1", "a": {"Password":"p", "note": "the \\"token\\": \\"x\\""}, "token": 5}';
    expect(record(body).body).toBe(
      `{"b": 1.0, "api_key" : "${mask}", "a": {"Password":"${mask}", "note": "the \\"token\\": \\"x\\""}, "token": 5}`,
    );
  });

  test("that is a form keeps everything but fields with secret names", () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect(record("text=a%20b&api%5Fkey=secret&x=1", { headers }).body).toBe(
      `text=a%20b&api%5Fkey=${mask}&x=1`,
    );
    expect(record('{"token": "abc", "a": "b=c"}', { headers }).body).toBe(`{"token": "${mask}", "a": "b=c"}`);
  });

  test("without secrets is kept as it is, JSON or not", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(record(text).body).toBe(Buffer.from(text).toString());
      }),
    );
    expect(record('not "json\\').body).toBe('not "json\\');
  });

  test("is cut at 1 MB, and its length is told", () => {
    const recorded = record("x".repeat(1024 * 1024 + 5));
    expect(recorded.body.length).toBe(1024 * 1024);
    expect(recorded.bodyBytes).toBe(1024 * 1024 + 5);
  });

  test("of nothing but open quotes is read once, not again from every quote", () => {
    const body = '"\\"'.repeat(300_000);
    expect(record(body).body.length).toBe(900_000);
  });
});
