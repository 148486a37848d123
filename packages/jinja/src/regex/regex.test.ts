import { describe, expect, it } from "vitest";
import { compileRegex } from "./regex.ts";

describe("Python's regular expressions", () => {
  it.each([
    ["(a*)*b", "aab", ["aab", ""]],
    ["(a|b)*\\1", "abb", ["abb", "b"]],
    ["(?<=a.*)c", "abbc", ["c"]],
    ["(?:a|ab)(?:c|bcd)(d*)", "abcd", ["abcd", ""]],
    ["(\\w+)\\s+\\1", "hello hello", ["hello hello", "hello"]],
    ["(?P<n>a)(?P=n)", "xaay", ["aa", "a"]],
    ["(?i)straße", "STRAßE", ["STRAßE"]],
    ["[[:alpha:]]+", "12ab3", ["ab"]],
    ["a++b", "aaab", ["aaab"]],
    ["(a)?(?(1)b|c)", "c", ["c", null]],
    ["^\\p{Lu}\\w*$", "Éa", ["Éa"]],
    [".", "🔥x", ["🔥"]],
    ["(?<!a)b", "abb", ["b"]],
    ["x{2,3}?", "xxxx", ["xx"]],
    ["(?x) a  b # comment", "ab", ["ab"]],
    ["a$", "ba\n", ["a"]],
  ])("%s finds its match in %j", (pattern, text, groups) => {
    expect(compileRegex(pattern).search(text)).toMatchObject({ groups });
  });

  it.each([
    ["a++a", "aaa"],
    ["a\\Z", "a\n"],
    ["(?>a*)a", "aaa"],
    ["\\bfoo\\b", "food"],
  ])("%s matches nothing in %j", (pattern, text) => {
    expect(compileRegex(pattern).search(text)).toBeNull();
  });

  it.each([
    "[",
    "(",
    ")",
    "*a",
    "a**",
    "{2}",
    "\\q",
    "(?P<1>a)",
    "[b-a]",
    "x{2,1}",
    "(?z)",
    "\\p{Nope}",
    "a\\",
  ])("%s is refused", (pattern) => {
    expect(() => compileRegex(pattern)).toThrow(expect.objectContaining({ kind: "regex" }));
  });

  it("match is anchored at the start, search is not", () => {
    expect(compileRegex("b").match("ab")).toBeNull();
    expect(compileRegex("b").search("ab")).toMatchObject({ start: 1, end: 2 });
  });

  it("an exponential pattern runs out of steps instead of time", () => {
    expect(compileRegex("(a+)+$").search(`${"a".repeat(40)}b`)).toBe("exhausted");
    expect(compileRegex("(a|a)*b").search("a".repeat(5000))).toBe("exhausted");
  });
});
