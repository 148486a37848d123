import { abbreviationGroups } from "./zone-abbreviations.ts";

/** What a zone says about one moment. */
export interface ZoneOffset {
  /** Seconds east of UTC. */
  readonly offset: number;
  readonly abbreviation: string;
}

/** A time zone. */
export interface Zone {
  readonly name: string;
  /** What asking it costs, in steps. */
  readonly cost: number;
  /** The offset at a moment, in seconds since 1970. */
  at(seconds: number): ZoneOffset;
}

const utcOffset: ZoneOffset = { offset: 0, abbreviation: "UTC" };
export const utc: Zone = { name: "UTC", cost: 4, at: () => utcOffset };

/** A zone of one offset without a name, as a time read with `+02:00` has. */
export function fixedZone(offset: number): Zone {
  const here = { offset, abbreviation: "" };
  return { name: "", cost: 4, at: () => here };
}

/** Formatters are heavy: only the zones used last are kept. */
const maxCachedZones = 32;
const cachedZones = new Map<string, Zone>();

/** The IANA zone of this name, spelled exactly; undefined when there is none. */
export function findZone(name: string): Zone | undefined {
  if (name === "" || name === "UTC") return utc;
  const known = cachedZones.get(name);
  if (known) return known;
  const abbreviations = abbreviationsByZone().get(name === "Local" ? localZoneName() : name);
  if (!abbreviations) return name === "Local" ? utc : undefined;
  const zone = createZone(name === "Local" ? localZoneName() : name, abbreviations);
  if (cachedZones.size >= maxCachedZones) {
    for (const oldest of cachedZones.keys()) {
      cachedZones.delete(oldest);
      break;
    }
  }
  cachedZones.set(name, zone);
  return zone;
}

function localZoneName(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

type Abbreviations = ReadonlyMap<number, string>;

let zoneTable: ReadonlyMap<string, Abbreviations> | undefined;

/** For each zone its abbreviations by offset in minutes. Built at first use. */
function abbreviationsByZone(): ReadonlyMap<string, Abbreviations> {
  if (zoneTable) return zoneTable;
  const table = new Map<string, Abbreviations>();
  for (const [names, zones] of abbreviationGroups) {
    const abbreviations = new Map<number, string>();
    for (const [, name = "", minutes = ""] of names.matchAll(/([A-Za-z]+)([+-]\d+)/g)) {
      abbreviations.set(Number(minutes), name);
    }
    for (const zone of zones.split(" ")) table.set(zone, abbreviations);
  }
  zoneTable = table;
  return table;
}

function createZone(name: string, abbreviations: Abbreviations): Zone {
  const formatter = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" });
  let last: { seconds: number; answer: ZoneOffset } | undefined;
  return {
    name,
    cost: 40,
    at(seconds) {
      // One time is usually asked about several times in a row: its hour, its minute, its text.
      if (last?.seconds === seconds) return last.answer;
      const offset = readOffset(formatter, seconds);
      const answer = { offset, abbreviation: abbreviations.get(offset / 60) ?? numericAbbreviation(offset) };
      last = { seconds, answer };
      return answer;
    },
  };
}

const largestDate = 8_640_000_000_000;

function readOffset(formatter: Intl.DateTimeFormat, seconds: number): number {
  const inRange = Math.max(-largestDate, Math.min(largestDate, seconds));
  const text = formatter.format(inRange * 1000);
  const match = /GMT([+-\u2212])(\d+):(\d+)(?::(\d+))?$/.exec(text);
  if (!match) return 0;
  const [, sign, hours = "0", minutes = "0", rest = "0"] = match;
  const offset = Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
  return sign === "+" ? offset : -offset;
}

/** As the database writes zones without a letter abbreviation: `+03`, `+0530`. */
function numericAbbreviation(offset: number): string {
  const minutes = Math.floor(Math.abs(offset) / 60);
  const hours = String(Math.floor(minutes / 60)).padStart(2, "0");
  const rest = minutes % 60;
  return `${offset < 0 ? "-" : "+"}${hours}${rest === 0 ? "" : String(rest).padStart(2, "0")}`;
}
