import { limitError, TemplateError } from "../errors.ts";
import { fixedZone, makeDateTime } from "./parse.ts";
import { DAY_NAMES, MONTH_NAMES } from "./strftime.ts";
import { type DateTime, daysOf, UTC, type Zone } from "./values.ts";

function names(list: readonly string[], short: boolean): string {
  const texts = list.map((name) => (short ? name.slice(0, 3) : name));
  return texts.sort((a, b) => b.length - a.length).join("|");
}

/** What each code reads; the same as Python's _strptime with English names. */
const PATTERNS: Readonly<Record<string, string>> = {
  d: "3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9]",
  f: "[0-9]{1,6}",
  H: "2[0-3]|[0-1]\\d|\\d",
  I: "1[0-2]|0[1-9]|[1-9]",
  G: "\\d\\d\\d\\d",
  j: "36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]",
  m: "1[0-2]|0[1-9]|[1-9]",
  M: "[0-5]\\d|\\d",
  S: "6[0-1]|[0-5]\\d|\\d",
  U: "5[0-3]|[0-4]\\d|\\d",
  W: "5[0-3]|[0-4]\\d|\\d",
  w: "[0-6]",
  u: "[1-7]",
  V: "5[0-3]|0[1-9]|[1-4]\\d|\\d",
  y: "\\d\\d",
  Y: "\\d\\d\\d\\d",
  z: "[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|[Zz]",
  A: names(DAY_NAMES, false),
  a: names(DAY_NAMES, true),
  B: names(MONTH_NAMES, false),
  b: names(MONTH_NAMES, true),
  p: "am|pm",
  Z: "utc|gmt",
};

const COMPOSED: Readonly<Record<string, string>> = {
  c: "%a %b %d %H:%M:%S %Y",
  x: "%m/%d/%y",
  X: "%H:%M:%S",
};

const MAX_FORMAT = 500;
const MAX_TEXT = 1000;

function compileFormat(format: string): RegExp | null {
  const expanded = format.replace(/%([cxX])/g, (_whole, code: string) => COMPOSED[code] ?? "");
  const seen = new Set<string>();
  let pattern = "";
  for (let index = 0; index < expanded.length; index += 1) {
    const char = expanded[index] ?? "";
    if (/\s/.test(char)) {
      while (/\s/.test(expanded[index + 1] ?? "")) index += 1;
      pattern += "\\s+";
    } else if (char !== "%") {
      pattern += char.replace(/[.*+?^${}()|[\]\\/]/, "\\$&");
    } else {
      index += 1;
      const code = expanded[index] ?? "";
      if (code === "%") pattern += "%";
      else if (PATTERNS[code] === undefined) return null;
      else if (seen.has(code)) throw redefinition(code);
      else pattern += `(?<${code}>${PATTERNS[code]})`;
      seen.add(code);
    }
  }
  return new RegExp(`^${pattern}`, "i");
}

/** Python builds a regular expression too, and a code used twice makes that invalid. */
function redefinition(code: string): TemplateError {
  return new TemplateError("regex", `redefinition of group name '${code}'`);
}

/**
 * Python's `datetime.strptime` with English names; null when the format is wrong or the text does not fit (both are a
 * ValueError there).
 */
export function strptime(text: string, format: string): DateTime | null {
  if (format.length > MAX_FORMAT) throw limitError(`a time format is longer than ${MAX_FORMAT} characters`);
  if (text.length > MAX_TEXT) return null;
  const match = compileFormat(format)?.exec(text);
  if (match === null || match === undefined || match[0].length !== text.length) return null;
  return assemble(new Map(Object.entries(match.groups ?? {})));
}

type Groups = ReadonlyMap<string, string | undefined>;

function numberIn(groups: Groups, code: string): number | undefined {
  const text = groups.get(code);
  return text === undefined ? undefined : Number(text);
}

function nameIndex(
  groups: Groups,
  codes: readonly [string, string],
  list: readonly string[],
): number | undefined {
  const [long, short] = codes.map((code) => groups.get(code)?.toLowerCase());
  const index = list.findIndex((name) => {
    const lower = name.toLowerCase();
    return long === lower || short === lower.slice(0, 3);
  });
  return index < 0 ? undefined : index;
}

function yearOf(groups: Groups): number | undefined {
  const short = numberIn(groups, "y");
  const year = short === undefined ? undefined : short <= 68 ? 2000 + short : 1900 + short;
  return numberIn(groups, "Y") ?? year;
}

function hourOf(groups: Groups): number {
  const half = numberIn(groups, "I");
  if (half === undefined) return numberIn(groups, "H") ?? 0;
  const isAfternoon = groups.get("p")?.toLowerCase() === "pm";
  return (half % 12) + (isAfternoon ? 12 : 0);
}

function assemble(groups: Groups): DateTime | null {
  if (isIncompleteWeek(groups)) return null;
  const year = yearOf(groups) ?? (numberIn(groups, "G") === undefined ? 1900 : 0);
  const date = dateOf(groups, year);
  const zone = zoneOf(groups);
  if (date === null || zone === undefined) return null;
  const fraction = groups.get("f");
  return makeDateTime({
    ...date,
    hour: hourOf(groups),
    minute: numberIn(groups, "M") ?? 0,
    second: numberIn(groups, "S") ?? 0,
    microsecond: fraction === undefined ? 0 : Number(fraction.padEnd(6, "0")),
    zone,
  });
}

/** Python refuses ISO years without ISO week and weekday, and weeks that lack their year. */
function isIncompleteWeek(groups: Groups): boolean {
  const hasDay = ["A", "a", "w", "u"].some((code) => groups.get(code) !== undefined);
  const hasIsoYear = groups.has("G");
  if (hasIsoYear && (groups.has("j") || !groups.has("V") || !hasDay)) return true;
  return groups.has("V") && (!hasIsoYear || !hasDay);
}

interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function fromDays(days: number): CalendarDate {
  const date = new Date(days * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** 0 is Monday. */
function weekdayOf(groups: Groups): number | undefined {
  const named = nameIndex(groups, ["A", "a"], DAY_NAMES) ?? numberIn(groups, "w");
  const iso = numberIn(groups, "u");
  if (named === undefined) return iso === undefined ? undefined : iso - 1;
  return (named + 6) % 7;
}

function dateOf(groups: Groups, year: number): CalendarDate | null {
  const named = nameIndex(groups, ["B", "b"], MONTH_NAMES);
  const month = numberIn(groups, "m") ?? (named === undefined ? undefined : named + 1);
  const day = numberIn(groups, "d");
  const yearDay = numberIn(groups, "j") ?? weekDay(groups, year);
  if (yearDay === undefined || month !== undefined || day !== undefined) {
    return { year, month: month ?? 1, day: day ?? 1 };
  }
  const isoYear = numberIn(groups, "G");
  return fromDays(daysOf(isoYear ?? year, 1, 1) + yearDay - 1);
}

/** The day of the year from a week number and a weekday. */
function weekDay(groups: Groups, year: number): number | undefined {
  const weekday = weekdayOf(groups);
  if (weekday === undefined) return undefined;
  const isoYear = numberIn(groups, "G");
  const isoWeek = numberIn(groups, "V");
  if (isoYear !== undefined && isoWeek !== undefined) {
    const fourth = weekdayOfDays(daysOf(isoYear, 1, 4));
    return isoWeek * 7 + weekday + 1 - (fourth + 4);
  }
  const week = numberIn(groups, "U") ?? numberIn(groups, "W");
  if (week === undefined || yearOf(groups) === undefined) return undefined;
  const fromSunday = groups.has("U");
  const first = (weekdayOfDays(daysOf(year, 1, 1)) + (fromSunday ? 1 : 0)) % 7;
  const day = fromSunday ? (weekday + 1) % 7 : weekday;
  return week === 0 ? 1 + day - first : ((7 - first) % 7) + 7 * (week - 1) + 1 + day;
}

function weekdayOfDays(days: number): number {
  return (((days + 3) % 7) + 7) % 7;
}

/** null: naive; undefined: no such zone. */
function zoneOf(groups: Groups): Zone | null | undefined {
  const text = groups.get("z");
  if (text === undefined) return null;
  if (text.toLowerCase() === "z") return UTC;
  const match = /^([+-])(\d\d):?(\d\d):?(\d\d)?/.exec(text);
  const [, sign = "+", hours = "0", minutes = "0", seconds = "0"] = match ?? [];
  return fixedZone(sign, Number(hours), Number(minutes), Number(seconds)) ?? undefined;
}
