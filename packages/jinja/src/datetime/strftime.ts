import { valueError } from "../errors.ts";
import type { Runtime } from "../runtime.ts";
import { type DateTime, daysOf, pad } from "./values.ts";

export const DAY_NAMES = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
] as const;
export const MONTH_NAMES = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

interface Moment {
  readonly value: DateTime;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** 1 is January 1st. */
  readonly yearDay: number;
}

function momentOf(value: DateTime): Moment {
  const { fields } = value;
  const days = Math.floor(value.local / 86_400);
  return {
    value,
    ...fields,
    weekday: (((days + 4) % 7) + 7) % 7,
    yearDay: days - daysOf(fields.year, 1, 1) + 1,
  };
}

/** The ISO 8601 year and week of a date. */
export function isoWeek(year: number, yearDay: number, weekday: number): { year: number; week: number } {
  const isoDay = weekday === 0 ? 7 : weekday;
  const week = Math.floor((yearDay - isoDay + 10) / 7);
  if (week < 1) return { year: year - 1, week: weeksInYear(year - 1) };
  if (week > weeksInYear(year)) return { year: year + 1, week: 1 };
  return { year, week };
}

export function weeksInYear(year: number): number {
  const first = (((daysOf(year, 1, 1) + 4) % 7) + 7) % 7;
  const leap = daysOf(year + 1, 1, 1) - daysOf(year, 1, 1) === 366;
  return first === 4 || (leap && first === 3) ? 53 : 52;
}

const NUMBERS: Readonly<Record<string, (moment: Moment) => readonly [number, number]>> = {
  Y: (m) => [m.year, 4],
  m: (m) => [m.month, 2],
  d: (m) => [m.day, 2],
  H: (m) => [m.hour, 2],
  M: (m) => [m.minute, 2],
  S: (m) => [m.second, 2],
  I: (m) => [m.hour % 12 === 0 ? 12 : m.hour % 12, 2],
  j: (m) => [m.yearDay, 3],
  y: (m) => [m.year % 100, 2],
  C: (m) => [Math.floor(m.year / 100), 2],
  U: (m) => [Math.floor((m.yearDay + 6 - m.weekday) / 7), 2],
  W: (m) => [Math.floor((m.yearDay + 6 - ((m.weekday + 6) % 7)) / 7), 2],
  V: (m) => [isoWeek(m.year, m.yearDay, m.weekday).week, 2],
  G: (m) => [isoWeek(m.year, m.yearDay, m.weekday).year, 4],
  g: (m) => [isoWeek(m.year, m.yearDay, m.weekday).year % 100, 2],
  u: (m) => [m.weekday === 0 ? 7 : m.weekday, 1],
  w: (m) => [m.weekday, 1],
  f: (m) => [m.value.microsecond, 6],
};

/** Blank-padded forms and seconds since the epoch. */
const SPACED: Readonly<Record<string, (moment: Moment) => readonly [number, number]>> = {
  e: (m) => [m.day, 2],
  k: (m) => [m.hour, 2],
  l: (m) => [m.hour % 12 === 0 ? 12 : m.hour % 12, 2],
  // Python hands the wall time to the C library of a server that runs in UTC.
  s: (m) => [m.value.local, 1],
};

const TEXTS: Readonly<Record<string, (moment: Moment) => string>> = {
  A: (m) => DAY_NAMES[m.weekday] ?? "",
  a: (m) => (DAY_NAMES[m.weekday] ?? "").slice(0, 3),
  B: (m) => MONTH_NAMES[m.month - 1] ?? "",
  b: (m) => (MONTH_NAMES[m.month - 1] ?? "").slice(0, 3),
  h: (m) => (MONTH_NAMES[m.month - 1] ?? "").slice(0, 3),
  p: (m) => (m.hour < 12 ? "AM" : "PM"),
  P: (m) => (m.hour < 12 ? "am" : "pm"),
  z: (m) => zoneOffset(m.value, ""),
  ":z": (m) => zoneOffset(m.value, ":"),
  Z: (m) => m.value.zone?.name ?? "",
  n: () => "\n",
  t: () => "\t",
  "%": () => "%",
};

const COMPOSED: Readonly<Record<string, string>> = {
  F: "%Y-%m-%d",
  T: "%H:%M:%S",
  R: "%H:%M",
  D: "%m/%d/%y",
  x: "%m/%d/%y",
  X: "%H:%M:%S",
  c: "%a %b %e %H:%M:%S %Y",
  r: "%I:%M:%S %p",
  v: "%e-%b-%Y",
  "+": "%a %b %e %H:%M:%S %Z %Y",
};

function zoneOffset(value: DateTime, separator: string): string {
  if (value.zone === null) return "";
  const { offsetSeconds } = value.zone;
  const size = Math.abs(offsetSeconds);
  const seconds = size % 60 === 0 ? "" : separator + pad(size % 60);
  const minutes = pad(Math.floor((size % 3600) / 60));
  return (offsetSeconds < 0 ? "-" : "+") + pad(Math.floor(size / 3600)) + separator + minutes + seconds;
}

const CODE = /%([-_0^#]*)(\d{0,3})([EO]?)(:?z|[a-zA-Z%+])/g;

/** Python's strftime in English (C locale), with glibc's flags `-`, `_`, `0`, `^`, `#`. */
export function strftime(rt: Runtime, value: DateTime, format: string): string {
  rt.reserveText(format.length * 2);
  if (format.includes("\0")) throw valueError("embedded null character");
  const moment = momentOf(value);
  rt.spend(format.length);
  const result = expand(moment, format);
  return rt.made(result);
}

function expand(moment: Moment, format: string): string {
  return format.replace(CODE, (whole: string, ...parts: string[]) => {
    const [flags = "", width = "", , code = ""] = parts;
    return formatCode(moment, { whole, flags, width: Number(width), code });
  });
}

interface Code {
  readonly whole: string;
  readonly flags: string;
  readonly width: number;
  readonly code: string;
}

function formatCode(moment: Moment, { whole, flags, width, code }: Code): string {
  const spaced = SPACED[code];
  const number = (spaced ?? NUMBERS[code])?.(moment);
  if (number !== undefined) {
    const [value, digits] = number;
    if (flags.includes("-")) return String(value);
    const fill = flags.includes("_") || (spaced !== undefined && !flags.includes("0")) ? " " : "0";
    return String(value).padStart(Math.max(width, digits), fill);
  }
  const composed = COMPOSED[code];
  const text = composed === undefined ? TEXTS[code]?.(moment) : expand(moment, composed);
  if (text === undefined) return whole;
  const padded = text.padStart(width, " ");
  if (flags.includes("#") && code === "p") return padded.toLowerCase();
  return flags.includes("^") || flags.includes("#") ? padded.toUpperCase() : padded;
}
