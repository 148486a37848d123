import { describe, expect, it } from "vitest";
import { type IntegrationOption, judgeOptions } from "./options.ts";

const options: readonly IntegrationOption[] = [
  { kind: "choice", name: "colour", choices: ["red", "blue"], default: "red", help: "…" },
  { kind: "switch", name: "loud", default: false, help: "…" },
  { kind: "list", name: "branches", default: [], help: "…" },
  { kind: "header", name: "header", default: "x-a", help: "…" },
];

describe("values of options", () => {
  it("are kept when they suit; null means the default and is left out", () => {
    const given = { colour: "blue", loud: true, branches: [" main ", "release/*"] };
    expect(judgeOptions(options, given)).toEqual({
      kind: "valid",
      values: { ...given, branches: ["main", "release/*"] },
    });
    const named = { kind: "valid", values: { header: "x-my-signature" } };
    expect(judgeOptions(options, { header: "X-My-Signature" })).toEqual(named);
    expect(judgeOptions(options, { colour: null })).toEqual({ kind: "valid", values: {} });
  });

  it.each([
    [
      { color: "red" },
      "color",
      'There is no option "color"; an integration of this type has these options: "colour"',
    ],
    [{ colour: "green" }, "colour", 'The option "colour" takes one of "red", "blue".'],
    [{ loud: "true" }, "loud", 'The option "loud" takes true or false.'],
    [{ branches: "main" }, "branches", "takes a list of at most 50 texts"],
    [{ header: "X: y" }, "header", "takes the name of an HTTP header"],
    [{ branches: [""] }, "branches", "takes a list"],
    [{ branches: Array(51).fill("x") }, "branches", "takes a list"],
  ])("%j are refused, with the name and what to write instead", (given, name, message) => {
    expect(judgeOptions(options, given)).toEqual({
      kind: "invalid",
      name,
      message: expect.stringContaining(message),
    });
  });

  it("are refused for a type that has none", () => {
    expect(judgeOptions([], { a: 1 })).toMatchObject({ message: expect.stringContaining("has no options") });
  });
});
