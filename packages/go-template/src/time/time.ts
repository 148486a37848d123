import { FunctionError } from "../errors.ts";
import { quoteText } from "../format/quote.ts";
import {
  type CallContext,
  type GoType,
  Integer,
  type Method,
  Pointer,
  Struct,
  type Value,
} from "../values/model.ts";
import { boolType, int64Type, intType, stringType, uint64Type } from "../values/types.ts";
import { type CivilDate, daysFromCivil } from "./civil.ts";
import { type Clock, readClock } from "./clock.ts";
import { duration, durationType, nanosecondsOf } from "./duration.ts";
import { formatClock } from "./layout.ts";
import { monthNames, monthType, weekdayType } from "./names.ts";
import { findZone, fixedZone, utc, type Zone } from "./zones.ts";

/** Seconds from the year 1 to 1970: Go's zero time is the first. */
const secondsToUnix = 62_135_596_800;
const billion = 1_000_000_000n;
const locationType: GoType = { kind: "pointer", name: "*time.Location" };

const timeMethods = new Map<string, Method>();

/** time.Time. */
export const timeType: GoType = {
  kind: "struct",
  name: "time.Time",
  // The private fields are what Go shows under verbs other than %v and %s.
  fields: [
    { name: "wall", type: uint64Type },
    { name: "ext", type: int64Type },
    { name: "loc", type: locationType },
  ],
  text: (value) => timeText(asTime(value)),
  goText: (value) => timeGoText(asTime(value)),
  methods: timeMethods,
  zero: zeroTime,
};

/** Go's time.Time: nanoseconds kept, with a zone. */
export class Time extends Struct {
  /** Seconds since 1970. */
  readonly seconds: number;
  /** 0 to 999,999,999. */
  readonly nanoseconds: number;
  readonly zone: Zone;

  constructor(seconds: number, nanoseconds: number, zone: Zone) {
    super(timeType, [
      new Integer(uint64Type, BigInt(nanoseconds)),
      new Integer(int64Type, BigInt(seconds + secondsToUnix)),
      new Pointer(locationType, undefined, true),
    ]);
    this.seconds = seconds;
    this.nanoseconds = nanoseconds;
    this.zone = zone;
  }

  /** Nanoseconds since 1970. */
  unixNanoseconds(): bigint {
    return BigInt(this.seconds) * billion + BigInt(this.nanoseconds);
  }

  isZero(): boolean {
    return this.seconds === -secondsToUnix && this.nanoseconds === 0;
  }

  clock(): Clock {
    return readClock(this.seconds, this.nanoseconds, this.zone);
  }

  in(zone: Zone): Time {
    return new Time(this.seconds, this.nanoseconds, zone);
  }
}

/** The zero time: 0001-01-01 00:00:00 UTC. */
export function zeroTime(): Time {
  return new Time(-secondsToUnix, 0, utc);
}

/** A time from nanoseconds since 1970. Throws FunctionError when it is beyond what can be counted. */
export function timeFromNanoseconds(nanoseconds: bigint, zone: Zone): Time {
  const rest = ((nanoseconds % billion) + billion) % billion;
  return timeFromSeconds(Number((nanoseconds - rest) / billion), Number(rest), zone);
}

/** Go's `time.Date`: a moment from what a clock in the zone shows; values out of range roll over. */
export function timeFromClock(date: CivilDate, secondOfDay: number, nanoseconds: number, zone: Zone): Time {
  const local = daysFromCivil(date.year, date.month, date.day) * 86_400 + secondOfDay;
  const guess = zone.at(local).offset;
  // The first look may lie across a change of the offset; the second one does not.
  const offset = guess === 0 ? 0 : zone.at(local - guess).offset;
  return timeFromSeconds(local - offset, nanoseconds, zone);
}

/** Go's `Time.Format`. */
export function formatTime(time: Time, layout: string): string {
  return formatClock(time.clock(), layout);
}

/** Go's `Time.Format` inside a render, which pays for it. */
export function formatWithin(time: Time, layout: string, context: CallContext): string {
  context.charge(time.zone.cost + 20 + layout.length * 3);
  const text = formatTime(time, layout);
  context.limitText(text.length);
  return text;
}

/** A time in RFC 3339 with up to nine fractional digits, as Go's JSON writes it. */
export function rfc3339(time: Time): string {
  return formatTime(time, "2006-01-02T15:04:05.999999999Z07:00");
}

const rfc3339Pattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Reads RFC 3339 with any fraction and offset; undefined when the text is something else. */
export function parseRfc3339(text: string): Time | undefined {
  const match = rfc3339Pattern.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const nanoseconds = Number((match[7] ?? "").slice(0, 9).padEnd(9, "0"));
  const offset = Number(match[9] ?? 0) * 3600 + Number(match[10] ?? 0) * 60;
  const zone = match[8] === undefined ? utc : fixedZone(match[8] === "-" ? -offset : offset);
  return timeFromClock({ year, month, day }, hour * 3600 + minute * 60 + second, nanoseconds, zone);
}

/** The time in an IANA zone. Throws FunctionError for an unknown one. */
export function timeInZone(name: string, time: Time): Time {
  const zone = findZone(name);
  if (!zone) {
    const isUnsafe = name.includes("..") || /^[/\\]/.test(name);
    throw new FunctionError(isUnsafe ? "time: invalid location name" : `unknown time zone ${name}`);
  }
  return time.in(zone);
}

/** A value the signature declares as time.Time. */
export function asTime(value: Value): Time {
  return value instanceof Time ? value : zeroTime();
}

function timeFromSeconds(seconds: number, nanoseconds: number, zone: Zone): Time {
  if (!(Math.abs(seconds) < 2 ** 52)) throw new FunctionError("time out of range");
  return new Time(seconds, nanoseconds, zone);
}

function timeText(time: Time): string {
  return formatTime(time, "2006-01-02 15:04:05.999999999 -0700 MST");
}

function timeGoText(time: Time): string {
  const { year, month, day, hour, minute, second, nanosecond } = time.clock();
  const { name } = time.zone;
  const zone = name === "UTC" ? "time.UTC" : `time.Location(${quoteText(name)})`;
  const monthName = `time.${monthNames[month - 1]}`;
  return `time.Date(${year}, ${monthName}, ${day}, ${hour}, ${minute}, ${second}, ${nanosecond}, ${zone})`;
}

function method(
  params: readonly GoType[],
  result: GoType,
  call: (time: Time, args: readonly Value[], context: CallContext) => Value,
): Method {
  return {
    params,
    result,
    call(self, args, context) {
      const time = asTime(self);
      context.charge(time.zone.cost);
      return call(time, args, context);
    },
  };
}

function clockMethods(): [string, Method][] {
  const part = (read: (clock: Clock) => number): Method =>
    method([], intType, (time) => BigInt(read(time.clock())));
  const count = (nanoseconds: bigint): Method =>
    method([], int64Type, (time) => new Integer(int64Type, floorDivide(time.unixNanoseconds(), nanoseconds)));
  return [
    ["Year", part((clock) => clock.year)],
    ["Month", method([], monthType, (time) => new Integer(monthType, BigInt(time.clock().month)))],
    ["Day", part((clock) => clock.day)],
    ["Hour", part((clock) => clock.hour)],
    ["Minute", part((clock) => clock.minute)],
    ["Second", part((clock) => clock.second)],
    ["Nanosecond", part((clock) => clock.nanosecond)],
    ["Weekday", method([], weekdayType, (time) => new Integer(weekdayType, BigInt(time.clock().weekday)))],
    ["YearDay", part((clock) => clock.yearDay)],
    ["Unix", count(billion)],
    ["UnixMilli", count(1_000_000n)],
    ["UnixMicro", count(1000n)],
    ["UnixNano", count(1n)],
    [
      "Format",
      method([stringType], stringType, (time, [layout], context) =>
        formatWithin(time, String(layout), context),
      ),
    ],
    ["String", method([], stringType, timeText)],
    ["GoString", method([], stringType, timeGoText)],
    ["UTC", method([], timeType, (time) => time.in(utc))],
    ["Local", method([], timeType, (time) => time.in(findZone("Local") ?? utc))],
  ];
}

function comparisonMethods(): [string, Method][] {
  const compare = (isSo: (difference: bigint) => boolean): Method =>
    method([timeType], boolType, (time, [other]) =>
      isSo(time.unixNanoseconds() - asTime(other).unixNanoseconds()),
    );
  return [
    ["Before", compare((difference) => difference < 0n)],
    ["After", compare((difference) => difference > 0n)],
    ["Equal", compare((difference) => difference === 0n)],
    [
      "Compare",
      method([timeType], intType, (time, [other]) => {
        const difference = time.unixNanoseconds() - asTime(other).unixNanoseconds();
        return difference < 0n ? -1n : difference > 0n ? 1n : 0n;
      }),
    ],
    ["IsZero", method([], boolType, (time) => time.isZero())],
  ];
}

function arithmeticMethods(): [string, Method][] {
  const shift = (time: Time, nanoseconds: bigint): Time =>
    timeFromNanoseconds(time.unixNanoseconds() + nanoseconds, time.zone);
  const intoUnit = (time: Time, unit: bigint): bigint =>
    (time.unixNanoseconds() + BigInt(secondsToUnix) * billion) % unit;
  return [
    ["Add", method([durationType], timeType, (time, [by]) => shift(time, nanosecondsOf(by)))],
    [
      "Sub",
      method([timeType], durationType, (time, [other]) =>
        duration(time.unixNanoseconds() - asTime(other).unixNanoseconds()),
      ),
    ],
    ["AddDate", method([intType, intType, intType], timeType, addDate)],
    [
      "Truncate",
      method([durationType], timeType, (time, [by]) => {
        const unit = nanosecondsOf(by);
        return unit <= 0n ? time : shift(time, -intoUnit(time, unit));
      }),
    ],
    [
      "Round",
      method([durationType], timeType, (time, [by]) => {
        const unit = nanosecondsOf(by);
        if (unit <= 0n) return time;
        const rest = intoUnit(time, unit);
        return shift(time, rest + rest < unit ? -rest : unit - rest);
      }),
    ],
  ];
}

function addDate(time: Time, args: readonly Value[]): Time {
  const [years = 0, months = 0, days = 0] = args.map(Number);
  const clock = time.clock();
  const date = { year: clock.year + years, month: clock.month + months, day: clock.day + days };
  const secondOfDay = clock.hour * 3600 + clock.minute * 60 + clock.second;
  return timeFromClock(date, secondOfDay, time.nanoseconds, time.zone);
}

function floorDivide(value: bigint, unit: bigint): bigint {
  const quotient = value / unit;
  return value < 0n && value % unit !== 0n ? quotient - 1n : quotient;
}

// Methods name the type they belong to, so they are added once it exists.
for (const [name, each] of [...clockMethods(), ...comparisonMethods(), ...arithmeticMethods()]) {
  timeMethods.set(name, each);
}
