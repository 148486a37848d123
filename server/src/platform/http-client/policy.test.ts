import { expect, test } from "vitest";
import { parseCidrList, parseNameList } from "./policy.ts";

test("blocks are separated by commas or white space, and none at all is fine", () => {
  expect(parseCidrList(" 10.0.0.0/8,127.0.0.1/32\n fd00::/8 ").map((cidr) => cidr.text)).toEqual([
    "10.0.0.0/8",
    "127.0.0.1/32",
    "fd00::/8",
  ]);
  expect(parseCidrList("")).toEqual([]);
});

test("one bad entry among good ones is named", () => {
  expect(() => parseCidrList("10.0.0.0/8, 10.0.0/8")).toThrow('"10.0.0/8"');
});

test("names are read without regard to case and the dot at the end", () => {
  expect(parseNameList("Mattermost, wiki.internal. my_app")).toEqual([
    "mattermost",
    "wiki.internal",
    "my_app",
  ]);
  expect(() => parseNameList("good, *.internal")).toThrow('"*.internal"');
  expect(() => parseNameList("10.0.0.1")).toThrow('"10.0.0.1"');
});
