import { DateTime, daysInMonth, daysOf, UTC, type Zone } from "./values.ts";

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
  readonly microsecond?: number;
  readonly zone?: Zone | null;
}

/** A datetime of these parts, or null when there is no such moment. */
export function makeDateTime(parts: Parts): DateTime | null {
  const { year, month, day, hour = 0, minute = 0, second = 0, microsecond = 0, zone = null } = parts;
  if (year < 1 || year > 9999 || month < 1 || month > 12) return null;
  if (day < 1 || day > daysInMonth(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  return new DateTime(
    daysOf(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second,
    microsecond,
    zone,
  );
}

/** `.123456789` or `,1`: microseconds, cut after six digits. */
function microseconds(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.slice(0, 6).padEnd(6, "0"));
}

/** The zone with this offset, named as Python names fixed offsets. */
export function fixedZone(sign: string, hours: number, minutes: number, seconds = 0): Zone | null {
  const size = hours * 3600 + minutes * 60 + seconds;
  if (size >= 86_400 || minutes > 59 || seconds > 59) return null;
  if (size === 0) return UTC;
  const pad = (value: number): string => String(value).padStart(2, "0");
  const rest = seconds === 0 ? "" : `:${pad(seconds)}`;
  return {
    offsetSeconds: sign === "-" ? -size : size,
    name: `UTC${sign}${pad(hours)}:${pad(minutes)}${rest}`,
  };
}

const ISO_DATE = /^(\d{4})(?:-(\d\d)-(\d\d)|(\d\d)(\d\d)|-?W(\d\d)(?:-?(\d))?)/;
const ISO_CLOCK = /^(\d\d)(?:(:?)(\d\d)(?:\2(\d\d)(?:[.,](\d+))?)?)?$/;
const ISO_OFFSET = /^(?:Z|[+-]\d\d(?::?\d\d(?::?\d\d(?:\.\d+)?)?)?)$/;

/** Python's `datetime.fromisoformat` (3.11 and later); null for what it refuses. */
export function fromIsoFormat(text: string): DateTime | null {
  const date = ISO_DATE.exec(text);
  if (date === null) return null;
  const [head, year = "", month, day, basicMonth, basicDay, week, weekday] = date;
  const rest = text.slice(head.length);
  const isWeek = week !== undefined;
  const time = rest === "" ? {} : parseIsoTime(rest);
  if (time === null) return null;
  if (isWeek) return fromWeek(Number(year), Number(week), Number(weekday ?? 1), time);
  return makeDateTime({
    year: Number(year),
    month: Number(month ?? basicMonth),
    day: Number(day ?? basicDay),
    ...time,
  });
}

function parseIsoTime(rest: string): Omit<Parts, "year" | "month" | "day"> | null {
  // Any one character may separate date and time.
  const separator = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  const time = rest.slice(separator.length);
  const zoneStart = time.search(/[Z+-]/);
  const clock = zoneStart < 0 ? time : tolerated(time.slice(0, zoneStart));
  const match = ISO_CLOCK.exec(clock);
  if (match === null) return null;
  const zone = zoneStart < 0 ? null : parseOffset(time.slice(zoneStart));
  if (zone === null && zoneStart >= 0) return null;
  const [, hour = "", , minute = "0", second = "0", fraction] = match;
  return {
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    microsecond: microseconds(fraction),
    zone,
  };
}

/** CPython ignores one character between the time and the offset, and anything behind a fraction of six digits. */
function tolerated(clock: string): string {
  const withFraction = /^(.*[.,]\d{6,})\D.*$/s.exec(clock);
  if (withFraction !== null) return withFraction[1] ?? clock;
  return ISO_CLOCK.test(clock) || /[.,]/.test(clock) ? clock : clock.slice(0, -1);
}

function parseOffset(text: string): Zone | null {
  if (text === "Z") return UTC;
  if (!ISO_OFFSET.test(text)) return null;
  const match = /^([+-])(\d\d):?(\d\d)?:?(\d\d)?/.exec(text);
  const [, sign = "+", hours = "0", minutes = "0", seconds = "0"] = match ?? [];
  return fixedZone(sign, Number(hours), Number(minutes), Number(seconds));
}

function fromWeek(
  year: number,
  week: number,
  weekday: number,
  time: Omit<Parts, "year" | "month" | "day">,
): DateTime | null {
  if (year < 1 || week < 1 || week > 53 || weekday < 1 || weekday > 7) return null;
  const newYear = daysOf(year, 1, 1);
  const newYearDay = (((newYear + 3) % 7) + 7) % 7;
  const firstMonday = newYear - newYearDay + (newYearDay > 3 ? 7 : 0);
  const days = firstMonday + (week - 1) * 7 + weekday - 1;
  if (week === 53 && daysOf(year, 12, 28) < firstMonday + 52 * 7) return null;
  const date = new Date(days * 86_400_000);
  return makeDateTime({
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    ...time,
  });
}

const LOOSE =
  /^(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d{0,6})?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/;

/** The looser form: one-digit parts and blanks before the offset. */
function fromLooseFormat(text: string): DateTime | null {
  const match = LOOSE.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second = "0", fraction, zoneText] = match;
  const zone = zoneText === undefined ? null : parseOffset(zoneText);
  if (zoneText !== undefined && zone === null) return null;
  return makeDateTime({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    microsecond: microseconds(fraction),
    zone,
  });
}

/** What `iso8601_to_time` reads; null for anything else. */
export function parseTimestamp(text: string): DateTime | null {
  if (text.length > 100) return null;
  return fromIsoFormat(text) ?? fromLooseFormat(text);
}
