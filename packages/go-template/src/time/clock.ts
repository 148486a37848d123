import { type CivilDate, civilFromDays, daysFromCivil } from "./civil.ts";
import type { Zone } from "./zones.ts";

/** A moment as the clock of a zone shows it. */
export interface Clock extends CivilDate {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** 1 is the first of January. */
  readonly yearDay: number;
  /** Seconds east of UTC. */
  readonly offset: number;
  readonly abbreviation: string;
}

/** The clock of a zone at a moment, given in seconds since 1970 and nanoseconds. */
export function readClock(seconds: number, nanosecond: number, zone: Zone): Clock {
  const { offset, abbreviation } = zone.at(seconds);
  const local = seconds + offset;
  const days = Math.floor(local / 86_400);
  const rest = local - days * 86_400;
  const date = civilFromDays(days);
  return {
    ...date,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    nanosecond,
    weekday: (((days + 4) % 7) + 7) % 7,
    yearDay: days - daysFromCivil(date.year, 1, 1) + 1,
    offset,
    abbreviation,
  };
}
