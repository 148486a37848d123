import { indexOf, textOf } from "../core/numbers.ts";
import { isoWeek, strftime } from "../datetime/strftime.ts";
import {
  DateOnly,
  DateTime,
  daysInMonth,
  daysOf,
  pad,
  TimeDelta,
  TimeOnly,
  UTC,
} from "../datetime/values.ts";
import { typeError, valueError } from "../errors.ts";
import type { Runtime } from "../runtime.ts";
import { Float, Tuple, type Value } from "../values.ts";
import { keywordMethod, type Method, method, textArgument } from "./arguments.ts";

const DATE_PARTS = new Set(["year", "month", "day"]);
const TIME_PARTS = new Set(["hour", "minute", "second"]);

/** An attribute of a date, time or timedelta that is no method; undefined when there is none. */
export function temporalProperty(value: Value, name: string): Value | undefined {
  if (value instanceof TimeDelta) {
    if (name === "days" || name === "seconds" || name === "microseconds") return value[name];
    return undefined;
  }
  if (value instanceof DateOnly) {
    return DATE_PARTS.has(name) ? value.midnight.fields[name as "year"] : undefined;
  }
  const moment = value instanceof TimeOnly ? value.moment : value;
  if (!(moment instanceof DateTime)) return undefined;
  if (DATE_PARTS.has(name) && value instanceof DateTime) return moment.fields[name as "year"];
  if (TIME_PARTS.has(name)) return moment.fields[name as "hour"];
  if (name === "microsecond") return moment.microsecond;
  if (name === "fold") return 0;
  if (name === "tzinfo") return moment.zone === null ? null : moment.zone.name;
  return undefined;
}

function weekday(days: number): number {
  return (((days + 3) % 7) + 7) % 7;
}

function isoCalendar(days: number): Tuple {
  const { year } = new DateOnly(days).midnight.fields;
  const day = weekday(days) + 1;
  const iso = isoWeek(year, days - daysOf(year, 1, 1) + 1, day % 7);
  return new Tuple([iso.year, iso.week, day]);
}

/** Methods that dates and datetimes share, by the days since the epoch. */
function dayMethods<T extends Value>(daysOfValue: (value: T) => number): [string, Method<T>][] {
  return [
    ["weekday", method("weekday", [], (_rt, self: T) => weekday(daysOfValue(self)))],
    ["isoweekday", method("isoweekday", [], (_rt, self: T) => weekday(daysOfValue(self)) + 1)],
    ["isocalendar", method("isocalendar", [], (_rt, self: T) => isoCalendar(daysOfValue(self)))],
    ["toordinal", method("toordinal", [], (_rt, self: T) => daysOfValue(self) + 719_163)],
  ];
}

const REPLACE = [
  ["year", null],
  ["month", null],
  ["day", null],
  ["hour", null],
  ["minute", null],
  ["second", null],
  ["microsecond", null],
] as const;

function replaceParts(_rt: Runtime, self: DateTime, args: readonly Value[]): Value {
  const { fields } = self;
  const old = [
    fields.year,
    fields.month,
    fields.day,
    fields.hour,
    fields.minute,
    fields.second,
    self.microsecond,
  ];
  const [year = 1, month = 1, day = 1, hour = 0, minute = 0, second = 0, microsecond = 0] = old.map(
    (value, index) => {
      const given = args[index] ?? null;
      return given === null ? value : indexOf(given);
    },
  );
  if (year < 1 || year > 9999) throw valueError(`year ${year} is out of range`);
  if (month < 1 || month > 12) throw valueError("month must be in 1..12");
  if (day < 1 || day > daysInMonth(year, month)) throw valueError("day is out of range for month");
  if (hour < 0 || hour > 23) throw valueError("hour must be in 0..23");
  if (minute < 0 || minute > 59) throw valueError("minute must be in 0..59");
  if (second < 0 || second > 59) throw valueError("second must be in 0..59");
  if (microsecond < 0 || microsecond > 999_999) throw valueError("microsecond must be in 0..999999");
  const local = daysOf(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
  return new DateTime(local, microsecond, self.zone);
}

const TIME_SPECS: Readonly<Record<string, (moment: DateTime) => string>> = {
  hours: (moment) => pad(moment.fields.hour),
  minutes: (moment) => `${pad(moment.fields.hour)}:${pad(moment.fields.minute)}`,
  seconds: (moment) => moment.timeText().slice(0, 8),
  milliseconds: (moment) =>
    `${moment.timeText().slice(0, 8)}.${pad(Math.floor(moment.microsecond / 1000), 3)}`,
  microseconds: (moment) => `${moment.timeText().slice(0, 8)}.${pad(moment.microsecond, 6)}`,
};

function isoFormat(_rt: Runtime, self: DateTime, [separator = "T", spec = "auto"]: readonly Value[]): Value {
  const mark = textArgument("isoformat", separator);
  if ([...mark].length !== 1) throw typeError("isoformat() argument 1 must be a unicode character, not str");
  const name = textOf(spec) ?? "";
  if (name === "auto") return self.isoText(mark);
  const time = TIME_SPECS[name];
  if (time === undefined) throw valueError("Unknown timespec value");
  const whole = self.isoText(mark);
  const zone = whole.slice(self.dateText().length + mark.length + self.timeText().length);
  return self.dateText() + mark + time(self) + zone;
}

function utcOffset(self: DateTime): Value {
  return self.zone === null ? null : new TimeDelta(0, self.zone.offsetSeconds, 0);
}

function toFormat<T extends Value>(moment: (value: T) => DateTime): Method<T> {
  return keywordMethod("strftime", ["format"], (rt, self: T, [format]) =>
    strftime(rt, moment(self), textArgument("strftime", format)),
  );
}

/** Methods of datetime. */
export const DATETIME_METHODS: ReadonlyMap<string, Method<DateTime>> = new Map<string, Method<DateTime>>([
  ...dayMethods((self: DateTime) => Math.floor(self.local / 86_400)),
  [
    "isoformat",
    keywordMethod(
      "isoformat",
      [
        ["sep", "T"],
        ["timespec", "auto"],
      ],
      isoFormat,
    ),
  ],
  ["strftime", toFormat((self: DateTime) => self)],
  [
    "timestamp",
    method("timestamp", [], (_rt, self: DateTime) => new Float(self.epoch + self.microsecond / 1e6)),
  ],
  ["date", method("date", [], (_rt, self: DateTime) => new DateOnly(Math.floor(self.local / 86_400)))],
  [
    "time",
    method(
      "time",
      [],
      (_rt, self: DateTime) => new TimeOnly(new DateTime(self.local, self.microsecond, null)),
    ),
  ],
  ["timetz", method("timetz", [], (_rt, self: DateTime) => new TimeOnly(self))],
  ["replace", keywordMethod("replace", REPLACE, replaceParts)],
  ["utcoffset", method("utcoffset", [], (_rt, self: DateTime) => utcOffset(self))],
  ["tzname", method("tzname", [], (_rt, self: DateTime) => self.zone?.name ?? null)],
  [
    "astimezone",
    keywordMethod(
      "astimezone",
      [["tz", null]],
      (_rt, self: DateTime) => new DateTime(self.epoch, self.microsecond, UTC),
    ),
  ],
  ["ctime", method("ctime", [], (rt, self: DateTime) => strftime(rt, self, "%a %b %e %H:%M:%S %Y"))],
]);

/** Methods of date. */
export const DATE_METHODS: ReadonlyMap<string, Method<DateOnly>> = new Map<string, Method<DateOnly>>([
  ...dayMethods((self: DateOnly) => self.days),
  ["isoformat", keywordMethod("isoformat", [], (_rt, self: DateOnly) => self.strText())],
  ["strftime", toFormat((self: DateOnly) => self.midnight)],
]);

/** Methods of time. */
export const TIME_METHODS: ReadonlyMap<string, Method<TimeOnly>> = new Map<string, Method<TimeOnly>>([
  ["isoformat", keywordMethod("isoformat", [], (_rt, self: TimeOnly) => self.strText())],
  ["strftime", toFormat((self: TimeOnly) => self.moment)],
]);

/** Methods of timedelta. */
export const TIMEDELTA_METHODS: ReadonlyMap<string, Method<TimeDelta>> = new Map<string, Method<TimeDelta>>([
  [
    "total_seconds",
    method("total_seconds", [], (_rt, self: TimeDelta) => new Float(Number(self.totalMicroseconds) / 1e6)),
  ],
]);
