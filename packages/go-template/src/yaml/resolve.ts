import { parseRfc3339, timeFromClock } from "../time/time.ts";
import { utc } from "../time/zones.ts";
import { Integer, type Value } from "../values/model.ts";
import { uint64Type } from "../values/types.ts";

const words: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["", null],
  ["~", null],
  ["null", null],
  ["Null", null],
  ["NULL", null],
  ["true", true],
  ["True", true],
  ["TRUE", true],
  ["false", false],
  ["False", false],
  ["FALSE", false],
  [".nan", Number.NaN],
  [".NaN", Number.NaN],
  [".NAN", Number.NaN],
  ...[".inf", ".Inf", ".INF"].flatMap((word): [string, Value][] => [
    [word, Number.POSITIVE_INFINITY],
    [`+${word}`, Number.POSITIVE_INFINITY],
    [`-${word}`, Number.NEGATIVE_INFINITY],
  ]),
]);

/** The value of a plain (unquoted) scalar, by the rules of Go's yaml.v3. */
export function resolvePlain(text: string): Value {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.0-9]/.test(text) || text.length > 400) return text;
  return resolveTimestamp(text) ?? resolveInteger(text.replaceAll("_", "")) ?? resolveFloat(text) ?? text;
}

/** The value of a scalar with an explicit core tag; undefined when the tag is not one of those. */
export function resolveTagged(tag: string, text: string): Value {
  switch (tag) {
    case "!!str":
      return text;
    case "!!float": {
      const value = resolvePlain(text);
      return typeof value === "bigint" ? Number(value) : value;
    }
    case "!!null":
      return null;
    default:
      return resolvePlain(text);
  }
}

function resolveInteger(text: string): Value {
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/.exec(text);
  if (!match) return undefined;
  const [, sign = "", digits = ""] = match;
  const magnitude = BigInt(digits.replace(/^0(?=[0-7])/, "0o"));
  const value = sign === "-" ? -magnitude : magnitude;
  if (value === BigInt.asIntN(64, value)) return value;
  return sign === "" && value === BigInt.asUintN(64, value) ? new Integer(uint64Type, value) : undefined;
}

function resolveFloat(text: string): Value {
  // A text that begins with a point is taken as it is: there an underscore is no separator.
  const plain = text.startsWith(".") ? text : text.replaceAll("_", "");
  if (!/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

const timestamp =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:([Tt]| +)(\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d{1,9})?(Z|[-+]\d\d:\d\d)?)?$/;

function resolveTimestamp(text: string): Value {
  const match = timestamp.exec(text);
  if (!match) return undefined;
  const [, year = "", month = "", day = "", separator, hour, minute = "", second = "", fraction = "", zone] =
    match;
  if (!isDate(Number(year), Number(month), Number(day))) return undefined;
  if (hour === undefined) {
    return timeFromClock({ year: Number(year), month: Number(month), day: Number(day) }, 0, 0, utc);
  }
  // With a T a zone is required, with a space there must be none.
  const hasT = separator === "T" || separator === "t";
  if (hasT !== (zone !== undefined)) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const two = (part: string): string => part.padStart(2, "0");
  const date = `${year}-${two(month)}-${two(day)}`;
  return parseRfc3339(`${date}T${two(hour)}:${two(minute)}:${two(second)}${fraction}${zone ?? "Z"}`);
}

function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}
