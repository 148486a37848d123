import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteLength, canonicalText, compareText, fromBytes, runeCount, toBytes, toOutside } from "./text.ts";

const bytes = fc.uint8Array({ maxLength: 40 });

describe("Go strings", () => {
  it("keep every byte", () => {
    fc.assert(
      fc.property(bytes, (all) => {
        expect([...toBytes(fromBytes(all))]).toEqual([...all]);
      }),
      { seed: 1 },
    );
  });

  it("are counted in bytes", () => {
    fc.assert(
      fc.property(bytes, (all) => {
        expect(byteLength(fromBytes(all))).toBe(all.length);
      }),
      { seed: 2 },
    );
  });

  it("join stray bytes to characters wherever they were cut", () => {
    fc.assert(
      fc.property(bytes, fc.nat(40), (all, cut) => {
        const parts = fromBytes(all.slice(0, cut)) + fromBytes(all.slice(cut));
        expect(canonicalText(parts)).toBe(fromBytes(all));
      }),
      { seed: 3 },
    );
  });

  it("compare by their bytes", () => {
    fc.assert(
      fc.property(bytes, bytes, (left, right) => {
        expect(Math.sign(compareText(fromBytes(left), fromBytes(right)))).toBe(Buffer.compare(left, right));
      }),
      { seed: 4 },
    );
    expect(compareText("\u{1f600}", "\uffff")).toBeGreaterThan(0);
  });

  it("show each stray byte as one replacement character", () => {
    expect(toOutside(fromBytes(Uint8Array.of(0xe2, 0x82, 0x41)))).toBe("\ufffd\ufffdA");
    expect(runeCount(fromBytes(Uint8Array.of(0xff, 0xc3, 0xa9)))).toBe(2);
  });
});
