import { expect, test } from "vitest";
import { indentJson } from "./json.ts";

test("numbers keep their spelling and keys their order", () => {
  expect(indentJson('{"b":1.0,"a":[12345678901234567890,{}],"c":"x, {y}"}')).toBe(
    '{\n  "b": 1.0,\n  "a": [\n    12345678901234567890,\n    {}\n  ],\n  "c": "x, {y}"\n}',
  );
});
