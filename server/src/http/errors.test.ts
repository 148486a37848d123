import { expect, test } from "vitest";
import { AppError } from "../platform/errors.ts";
import { toHttpProblem } from "./errors.ts";

function withCode(code: string, message = "secret detail"): Error {
  return Object.assign(new Error(message), { code });
}

test("what may be shown is shown, with its status", () => {
  expect(toHttpProblem(new AppError("not_found", "No such thing."))).toEqual({
    status: 404,
    code: "not_found",
    message: "No such thing.",
    retryAfterSeconds: null,
  });
  expect(toHttpProblem(Object.assign(new Error("Too big"), { statusCode: 413 }))).toMatchObject({
    status: 413,
    code: "too_large",
  });
});

test("a database that is down, full or stopping is 503 with a time to try again", () => {
  const troubles = [
    withCode("ECONNREFUSED"),
    withCode("57P03"),
    withCode("57014"),
    withCode("53300"),
    new Error("timeout exceeded when trying to connect"),
  ];
  for (const trouble of troubles) {
    expect(toHttpProblem(trouble)).toMatchObject({ status: 503, retryAfterSeconds: 5 });
  }
});

test("text that cannot be stored is the sender's mistake", () => {
  expect(toHttpProblem(withCode("22P05")).status).toBe(400);
});

test("nothing of an unexpected error reaches its reader", () => {
  for (const error of [
    withCode("42601"),
    new AppError("internal", "secret detail"),
    "secret detail",
    undefined,
  ]) {
    expect(toHttpProblem(error)).toMatchObject({ status: 500, message: "Internal server error" });
  }
});
