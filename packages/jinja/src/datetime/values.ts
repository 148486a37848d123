import { TemplateError } from "../errors.ts";
import { HashedByText } from "../values.ts";

const SECONDS_PER_DAY = 86_400;
const MIN_EPOCH = -62_135_596_800; // 0001-01-01T00:00:00
const MAX_EPOCH = 253_402_300_799; // 9999-12-31T23:59:59

/** Calendar fields, proleptic Gregorian. */
export interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Days since 1970-01-01 of a civil date. */
export function daysOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.floor(date.getTime() / 86_400_000);
}

export function fieldsOf(epochSeconds: number): Fields {
  const date = new Date(epochSeconds * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

export function daysInMonth(year: number, month: number): number {
  return daysOf(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) - daysOf(year, month, 1);
}

export function pad(value: number, width = 2): string {
  return String(value).padStart(width, "0");
}

/** `+02:00`, `-03:30`, with seconds when there are some. */
export function offsetText(seconds: number, separator: string): string {
  const size = Math.abs(seconds);
  const rest = size % 60 === 0 ? "" : `${separator}${pad(size % 60)}`;
  const hours = pad(Math.floor(size / 3600));
  return `${seconds < 0 ? "-" : "+"}${hours}${separator}${pad(Math.floor((size % 3600) / 60))}${rest}`;
}

/** The zone of an aware datetime: its offset at that instant and its abbreviation. */
export interface Zone {
  readonly offsetSeconds: number;
  readonly name: string;
}

export const UTC: Zone = { offsetSeconds: 0, name: "UTC" };

/** Python's datetime: local wall time, microseconds, and a zone when aware. Years 1 to 9999. */
export class DateTime extends HashedByText {
  override readonly typeName = "datetime.datetime";
  /** Seconds since 1970-01-01 of the wall time, as if it were UTC. */
  readonly local: number;
  readonly microsecond: number;
  readonly zone: Zone | null;

  constructor(local: number, microsecond: number, zone: Zone | null) {
    super();
    if (!(local >= MIN_EPOCH && local <= MAX_EPOCH))
      throw new TemplateError("overflow", "date value out of range");
    this.local = local;
    this.microsecond = microsecond;
    this.zone = zone;
  }

  static fits(local: number): boolean {
    return local >= MIN_EPOCH && local <= MAX_EPOCH;
  }
  /** Seconds since the epoch; naive times count as UTC. */
  get epoch(): number {
    return this.local - (this.zone?.offsetSeconds ?? 0);
  }
  get fields(): Fields {
    return fieldsOf(this.local);
  }
  dateText(): string {
    const { year, month, day } = this.fields;
    return `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
  }
  timeText(): string {
    const { hour, minute, second } = this.fields;
    const fraction = this.microsecond === 0 ? "" : `.${pad(this.microsecond, 6)}`;
    return `${pad(hour)}:${pad(minute)}:${pad(second)}${fraction}`;
  }
  isoText(separator: string): string {
    const offset = this.zone === null ? "" : offsetText(this.zone.offsetSeconds, ":");
    return `${this.dateText()}${separator}${this.timeText()}${offset}`;
  }
  strText(): string {
    return this.isoText(" ");
  }
  reprText(): string {
    const { year, month, day, hour, minute, second } = this.fields;
    const parts = [year, month, day, hour, minute];
    if (second !== 0 || this.microsecond !== 0) parts.push(second);
    if (this.microsecond !== 0) parts.push(this.microsecond);
    const zone = this.zone === null ? "" : `, tzinfo=${zoneRepr(this.zone)}`;
    return `datetime.datetime(${parts.join(", ")}${zone})`;
  }
  override hashText(): string {
    return this.zone === null ? `n${this.local}.${this.microsecond}` : `a${this.epoch}.${this.microsecond}`;
  }
}

function zoneRepr(zone: Zone): string {
  if (zone.offsetSeconds === 0 && zone.name === "UTC") return "datetime.timezone.utc";
  return `datetime.timezone(${new TimeDelta(0, zone.offsetSeconds, 0).reprText()})`;
}

/** Python's timedelta, normalized: 0 <= seconds < 86400, 0 <= microseconds < 1000000. */
export class TimeDelta extends HashedByText {
  override readonly typeName = "datetime.timedelta";
  readonly days: number;
  readonly seconds: number;
  readonly microseconds: number;

  constructor(days: number, seconds: number, microseconds: number) {
    super();
    const carry = Math.floor(microseconds / 1_000_000);
    const total = seconds + carry;
    this.microseconds = microseconds - carry * 1_000_000;
    this.days = days + Math.floor(total / SECONDS_PER_DAY);
    this.seconds = total - Math.floor(total / SECONDS_PER_DAY) * SECONDS_PER_DAY;
    if (!(Math.abs(this.days) <= 999_999_999)) {
      throw new TemplateError("overflow", `days=${this.days}; must have magnitude <= 999999999`);
    }
  }

  static ofMicroseconds(total: bigint): TimeDelta {
    const perDay = 86_400_000_000n;
    let days = total / perDay;
    if (total % perDay < 0n) days -= 1n;
    const rest = Number(total - days * perDay);
    return new TimeDelta(Number(days), Math.floor(rest / 1_000_000), rest % 1_000_000);
  }
  get totalMicroseconds(): bigint {
    return (BigInt(this.days) * 86_400n + BigInt(this.seconds)) * 1_000_000n + BigInt(this.microseconds);
  }
  /** Whole seconds, days included; exact. */
  get wholeSeconds(): number {
    return this.days * SECONDS_PER_DAY + this.seconds;
  }
  strText(): string {
    const plural = Math.abs(this.days) === 1 ? "day" : "days";
    const days = this.days === 0 ? "" : `${this.days} ${plural}, `;
    const hours = Math.floor(this.seconds / 3600);
    const fraction = this.microseconds === 0 ? "" : `.${pad(this.microseconds, 6)}`;
    return `${days}${hours}:${pad(Math.floor((this.seconds % 3600) / 60))}:${pad(this.seconds % 60)}${fraction}`;
  }
  reprText(): string {
    const parts: string[] = [];
    if (this.days !== 0) parts.push(`days=${this.days}`);
    if (this.seconds !== 0) parts.push(`seconds=${this.seconds}`);
    if (this.microseconds !== 0) parts.push(`microseconds=${this.microseconds}`);
    return `datetime.timedelta(${parts.join(", ") || "0"})`;
  }
  override hashText(): string {
    return `d${this.days}.${this.seconds}.${this.microseconds}`;
  }
}

/** Python's date, as `datetime.date()` gives. */
export class DateOnly extends HashedByText {
  override readonly typeName = "datetime.date";
  /** Days since 1970-01-01. */
  readonly days: number;
  constructor(days: number) {
    super();
    if (!DateTime.fits(days * SECONDS_PER_DAY))
      throw new TemplateError("overflow", "date value out of range");
    this.days = days;
  }
  get midnight(): DateTime {
    return new DateTime(this.days * SECONDS_PER_DAY, 0, null);
  }
  strText(): string {
    return this.midnight.dateText();
  }
  reprText(): string {
    const { year, month, day } = this.midnight.fields;
    return `datetime.date(${year}, ${month}, ${day})`;
  }
  override hashText(): string {
    return `t${this.days}`;
  }
}

/** Python's time of day, as `datetime.time()` gives. */
export class TimeOnly extends HashedByText {
  override readonly typeName = "datetime.time";
  readonly moment: DateTime;
  constructor(moment: DateTime) {
    super();
    this.moment = moment;
  }
  strText(): string {
    const { zone } = this.moment;
    return this.moment.timeText() + (zone === null ? "" : offsetText(zone.offsetSeconds, ":"));
  }
  reprText(): string {
    const { hour, minute, second } = this.moment.fields;
    const parts = [hour, minute];
    if (second !== 0 || this.moment.microsecond !== 0) parts.push(second);
    if (this.moment.microsecond !== 0) parts.push(this.moment.microsecond);
    return `datetime.time(${parts.join(", ")})`;
  }
  override hashText(): string {
    return `o${this.strText()}`;
  }
}
