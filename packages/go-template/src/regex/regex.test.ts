import { describe, expect, it } from "vitest";
import { Regex } from "./regex.ts";

const free = { charge: (): void => {}, chargeText: (): void => {} };

describe("regular expressions", () => {
  it("prefer what a backtracking engine finds first", () => {
    expect(new Regex("(a|ab)(c|bcd)(d*)").replaceAll("abcd", "$1,$2,$3", free)).toBe("a,bcd,");
  });

  it("take steps in proportion to the text, whatever the pattern", () => {
    const steps = (length: number): number => {
      let sum = 0;
      const charge = (units: number): void => {
        sum += units;
      };
      new Regex("(x+x+)+y").matches("x".repeat(length), { ...free, charge });
      return sum;
    };
    expect(steps(2000) / steps(1000)).toBeLessThan(2.2);
  });

  it("match stray bytes as one character each", () => {
    expect(new Regex("^.{2}$").matches("\udcff\udcfe", free)).toBe(true);
  });

  it("replace an empty match only where no other match ended", () => {
    expect(new Regex("a*").replaceAll("baac", "-", free)).toBe("-b-c-");
  });
});
