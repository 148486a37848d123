import { reprText } from "../core/repr.ts";
import { TemplateError } from "../errors.ts";
import { DateTime, pad, UTC, type Zone } from "./values.ts";
import { ZONE_GROUPS } from "./zone-names.ts";

interface ZoneInfo {
  readonly name: string;
  /** Abbreviation by minutes east of UTC. */
  readonly abbreviations: ReadonlyMap<number, string>;
}

function readGroups(): ReadonlyMap<string, ZoneInfo> {
  const zones = new Map<string, ZoneInfo>();
  for (const [codes, names] of ZONE_GROUPS) {
    const abbreviations = new Map<number, string>();
    for (const code of codes.split(" ")) {
      const match = /^([A-Za-z]+)(-?\d+)$/.exec(code);
      if (match !== null) abbreviations.set(Number(match[2]), match[1] ?? "");
    }
    for (const name of names.split(" ")) zones.set(name.toLowerCase(), { name, abbreviations });
  }
  return zones;
}

const ZONES = readGroups();

/** Formatters are costly to make; there are at most as many as zones. */
const FORMATTERS = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = FORMATTERS.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  FORMATTERS.set(zone, made);
  return made;
}

/** Seconds east of UTC of a zone at an instant. */
function offsetAt(zone: string, epochSeconds: number): number {
  const text = formatterOf(zone).format(epochSeconds * 1000);
  const match = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  const [, sign, hours = "0", minutes = "0", seconds = "0"] = match ?? [];
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === "-" ? -size : size;
}

/**
 * The same instant on the clock of an IANA zone (any case; a naive time counts as UTC). An unknown zone is a key error,
 * as with pytz.
 */
export function toZone(moment: DateTime, name: string): DateTime {
  const info = ZONES.get(name.toLowerCase());
  if (info === undefined) throw new TemplateError("key", reprText(name));
  const offsetSeconds = info.name === "UTC" ? 0 : offsetAt(info.name, moment.epoch);
  const zone: Zone = { offsetSeconds, name: abbreviation(info, offsetSeconds) };
  return new DateTime(moment.epoch + offsetSeconds, moment.microsecond, zone);
}

/** The zone's name at that offset; zones without one show the offset, as the tz database does. */
function abbreviation(info: ZoneInfo, offsetSeconds: number): string {
  if (info.name === "UTC") return UTC.name;
  const minutes = Math.round(offsetSeconds / 60);
  const known = info.abbreviations.get(minutes);
  if (known !== undefined) return known;
  const size = Math.abs(minutes);
  const rest = size % 60 === 0 ? "" : pad(size % 60);
  return `${offsetSeconds < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}${rest}`;
}
