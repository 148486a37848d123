import { expect, test } from "vitest";
import { matchKeys } from "./key-sequence.ts";

const known = ["j", "g a", "g i", "a"];
const press = (key: string) => ({ key, hasModifier: false });

test("a single key matches at once, a sequence after its second key", () => {
  expect(matchKeys(known, undefined, press("j"))).toEqual({ match: "j", pending: undefined });
  expect(matchKeys(known, undefined, press("g"))).toEqual({ match: undefined, pending: "g" });
  expect(matchKeys(known, "g", press("a"))).toEqual({ match: "g a", pending: undefined });
});

test("a sequence that is not finished is forgotten", () => {
  expect(matchKeys(known, "g", press("j"))).toEqual({ match: "j", pending: undefined });
  expect(matchKeys(known, "g", press("q"))).toEqual({ match: undefined, pending: undefined });
});

test("keys with Ctrl, Alt or Cmd belong to the browser", () => {
  expect(matchKeys(known, undefined, { key: "j", hasModifier: true }).match).toBeUndefined();
});
