import { fromCodePoint } from "../values/text.ts";
import { type Flags, pad } from "./flags.ts";
import { isPrintable, quoteRune } from "./quote.ts";

const bases: ReadonlyMap<string, number> = new Map([
  ["d", 10],
  ["v", 10],
  ["b", 2],
  ["o", 8],
  ["O", 8],
  ["x", 16],
  ["X", 16],
]);

/** An integer under a verb of printf; undefined when the verb is not for integers. */
export function formatInteger(
  flags: Flags,
  value: bigint,
  isUnsigned: boolean,
  verb: string,
): string | undefined {
  if (verb === "v" && flags.sharpV && isUnsigned) return formatHexadecimal(flags, value, true);
  const base = bases.get(verb);
  if (base !== undefined) return formatBase(flags, value, base, verb);
  switch (verb) {
    case "c":
      return pad(flags, fromCodePoint(asCodePoint(value)));
    case "q":
      return pad(flags, quoteRune(asCodePoint(value), flags.plus));
    case "U":
      return formatUnicode(flags, value);
    default:
      return undefined;
  }
}

/** Hexadecimal with or without `0x`, whatever the flags say. */
export function formatHexadecimal(flags: Flags, value: bigint, hasPrefix: boolean): string {
  return formatBase({ ...flags, sharp: hasPrefix }, value, 16, "v");
}

function formatBase(flags: Flags, value: bigint, base: number, verb: string): string {
  if (flags.precision === 0 && value === 0n) return " ".repeat(flags.width ?? 0);
  const isNegative = value < 0n;
  let digits = (isNegative ? -value : value).toString(base);
  if (verb === "X") digits = digits.toUpperCase();
  digits = digits.padStart(minimumDigits(flags, isNegative), "0");
  if (flags.sharp) digits = addPrefix(digits, base, verb);
  if (verb === "O") digits = `0o${digits}`;
  const sign = isNegative ? "-" : flags.plus ? "+" : flags.space ? " " : "";
  return pad(flags, sign + digits, false);
}

/** Both `%.3d` and `%03d` ask for zeros; an explicit precision wins. */
function minimumDigits(flags: Flags, isNegative: boolean): number {
  if (flags.precision !== undefined) return flags.precision;
  if (!flags.zero || flags.minus || flags.width === undefined) return 0;
  return flags.width - (isNegative || flags.plus || flags.space ? 1 : 0);
}

function addPrefix(digits: string, base: number, verb: string): string {
  if (base === 2) return `0b${digits}`;
  if (base === 8) return digits.startsWith("0") ? digits : `0${digits}`;
  if (base === 16) return (verb === "X" ? "0X" : "0x") + digits;
  return digits;
}

function formatUnicode(flags: Flags, value: bigint): string {
  const code = BigInt.asUintN(64, value);
  const digits = code
    .toString(16)
    .toUpperCase()
    .padStart(Math.max(4, flags.precision ?? 0), "0");
  const shown = flags.sharp && code <= 0x10ffffn && isPrintable(Number(code));
  return pad(flags, `U+${digits}${shown ? ` '${fromCodePoint(Number(code))}'` : ""}`, false);
}

function asCodePoint(value: bigint): number {
  return value >= 0n && value <= 0x10ffffn ? Number(value) : 0xfffd;
}
