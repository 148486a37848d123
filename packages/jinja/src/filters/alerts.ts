import { numericOf, textOf } from "../core/numbers.ts";
import { defineFunction } from "../core/signature.ts";
import { parseTimestamp } from "../datetime/parse.ts";
import { strftime } from "../datetime/strftime.ts";
import { strptime } from "../datetime/strptime.ts";
import { DateTime, TimeDelta } from "../datetime/values.ts";
import { toZone } from "../datetime/zones.ts";
import { TemplateError } from "../errors.ts";
import { dumpWith } from "../json/dump.ts";
import { JsonSyntaxError, parseJson } from "../json/parse.ts";
import { compileRegex, type PythonRegex } from "../regex/regex.ts";
import type { NativeFunction, Runtime } from "../runtime.ts";
import { Float, Undefined, type Value } from "../values.ts";

const DEFAULT_FORMAT = "%H:%M / %d-%m-%Y";

type Run = (rt: Runtime, args: readonly Value[]) => Value;

/** The old engine's filters give None where Python would raise one of these. */
function orNone(run: Run): Run {
  return (rt, args) => {
    try {
      return run(rt, args);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      if (error.kind !== "value" && error.kind !== "attribute" && error.kind !== "type") throw error;
      return null;
    }
  };
}

function timestampToDatetime(_rt: Runtime, [value = null]: readonly Value[]): Value {
  const number = numericOf(value);
  if (number === undefined) return null;
  const seconds = number instanceof Float ? number.value : Number(number);
  if (Number.isNaN(seconds)) return null;
  if (Math.abs(seconds) >= 2 ** 63) {
    throw new TemplateError("overflow", "timestamp out of range for platform time_t");
  }
  let whole = Math.floor(seconds);
  // Python rounds the fraction half to even.
  let microseconds = roundHalfEven((seconds - whole) * 1e6);
  if (microseconds === 1_000_000) {
    whole += 1;
    microseconds = 0;
  }
  return DateTime.fits(whole) ? new DateTime(whole, microseconds, null) : null;
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest === 0.5) return floor % 2 === 0 ? floor : floor + 1;
  return rest > 0.5 ? floor + 1 : floor;
}

function formatTime(rt: Runtime, [value = null, format = DEFAULT_FORMAT]: readonly Value[]): Value {
  if (value instanceof Undefined) throw value.error();
  const text = textOf(format);
  return value instanceof DateTime && text !== undefined ? strftime(rt, value, text) : null;
}

function formatTimeInZone(rt: Runtime, args: readonly Value[]): Value {
  const [value = null, format = DEFAULT_FORMAT, zone = "UTC"] = args;
  if (value instanceof Undefined) throw value.error();
  const text = textOf(format);
  const name = textOf(zone);
  if (!(value instanceof DateTime)) return null;
  if (name === undefined) {
    if (zone === null) throw new TemplateError("key", "None");
    return null;
  }
  rt.spend(40);
  const moment = toZone(value, name);
  return text === undefined ? null : strftime(rt, moment, text);
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

function parseTimedelta(_rt: Runtime, [value = null]: readonly Value[]): Value {
  const match = /^([+-]?)(\d{1,30})([smhdw])$/.exec(textOf(value) ?? "");
  if (match === null) return null;
  const [, sign, digits = "0", unit = "s"] = match;
  const total = BigInt(digits) * BigInt(UNIT_SECONDS[unit] ?? 1) * 1_000_000n;
  return TimeDelta.ofMicroseconds(sign === "-" ? -total : total);
}

/** The compiled pattern, which fails before the subject is looked at; undefined when Python would raise a TypeError. */
function regexOf(rt: Runtime, pattern: Value): PythonRegex | undefined {
  const text = textOf(pattern);
  if (text === undefined) return undefined;
  const known = rt.regexes.get(text);
  if (known !== undefined) return known;
  rt.spend(20 * (text.length + 1));
  const compiled = compileRegex(text);
  rt.regexes.set(text, compiled);
  return compiled;
}

function matcher(method: "match" | "search"): Run {
  return (rt, [value = null, pattern = null]) => {
    const regex = regexOf(rt, pattern);
    const subject = textOf(value);
    if (regex === undefined || subject === undefined) return null;
    rt.spend(subject.length >> 4);
    const result = regex[method](subject, regexBudget(rt));
    return result === "exhausted" ? null : result !== null;
  };
}

/** A call may take its own budget, all calls of a render together theirs. */
function regexBudget(rt: Runtime): { steps: number } {
  if (rt.regexSteps <= 0) throw new TemplateError("limit", "regular expressions take too many steps");
  const granted = Math.min(rt.limits.regexCallSteps, rt.regexSteps);
  let left = granted;
  return {
    get steps() {
      return left;
    },
    set steps(value: number) {
      rt.regexSteps -= left - value;
      left = value;
    },
  };
}

function regexReplace(rt: Runtime, [value = null, find = null, replace = null]: readonly Value[]): Value {
  const regex = regexOf(rt, find);
  const subject = textOf(value);
  const replacement = textOf(replace);
  if (regex === undefined || subject === undefined || replacement === undefined) return null;
  rt.spend(subject.length >> 4);
  const options = { budget: regexBudget(rt), maxLength: rt.limits.textLength };
  const result = regex.replace(subject, replacement, options);
  return result === "exhausted" ? null : rt.made(result);
}

/** Python's base64.b64decode: characters outside the alphabet are skipped, padding must be right. */
function decodeBase64(rt: Runtime, [value = null]: readonly Value[]): Value {
  const text = textOf(value);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: only ASCII text can be decoded
  if (text === undefined || !/^[\x00-\x7f]*$/.test(text)) return null;
  rt.reserveText(text.length);
  rt.spend(text.length >> 3);
  const data = base64Data(text);
  if (data === null) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(data, "base64"));
  } catch {
    return null;
  }
}

/** The digits that count, up to the padding that ends them; null when the padding is wrong. */
function base64Data(text: string): string | null {
  const cleaned = text.replace(/[^A-Za-z0-9+/=]+/g, "");
  let digits = "";
  let pos = 0;
  for (const match of cleaned.matchAll(/=+/g)) {
    digits += cleaned.slice(pos, match.index);
    const used = digits.length % 4;
    if (used >= 2 && used + match[0].length >= 4) return digits;
    pos = match.index + match[0].length;
  }
  digits += cleaned.slice(pos);
  return digits.length % 4 === 0 ? digits : null;
}

function parseJsonText(rt: Runtime, [value = null]: readonly Value[]): Value {
  const text = textOf(value);
  if (text === undefined) return null;
  rt.spend(text.length >> 3);
  rt.reserveText(text.length);
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return null;
    throw error;
  }
}

function jsonDumps(rt: Runtime, [value = null]: readonly Value[]): Value {
  return dumpWith(
    value,
    { ascii: true, sortKeys: false, indent: null, itemSeparator: ", ", keySeparator: ": " },
    rt,
  );
}

function prettyJson(rt: Runtime, [value = null]: readonly Value[]): Value {
  return dumpWith(
    value,
    { ascii: false, sortKeys: true, indent: "    ", itemSeparator: ",", keySeparator: ": " },
    rt,
  );
}

function ofText(parse: (text: string) => Value): Run {
  return (_rt, [value = null]) => {
    const text = textOf(value);
    return text === undefined ? null : parse(text);
  };
}

function parseTime(rt: Runtime, [value = null, format = DEFAULT_FORMAT]: readonly Value[]): Value {
  const text = textOf(value);
  const pattern = textOf(format);
  if (text === undefined || pattern === undefined) return null;
  rt.spend(20 + 8 * pattern.length);
  return strptime(text, pattern);
}

/** The filters that OnCall adds for alert templates. */
export const ALERT_FILTERS: readonly (readonly [string, NativeFunction])[] = [
  ["iso8601_to_time", defineFunction("iso8601_to_time", ["value"], orNone(ofText(parseTimestamp)))],
  [
    "datetimeparse",
    defineFunction("datetimeparse", ["value", ["format", DEFAULT_FORMAT]], orNone(parseTime)),
  ],
  ["timestamp_to_datetime", defineFunction("timestamp_to_datetime", ["value"], orNone(timestampToDatetime))],
  [
    "datetimeformat",
    defineFunction("datetimeformat", ["value", ["format", DEFAULT_FORMAT]], orNone(formatTime)),
  ],
  [
    "datetimeformat_as_timezone",
    defineFunction(
      "datetimeformat_as_timezone",
      ["value", ["format", DEFAULT_FORMAT], ["tz", "UTC"]],
      orNone(formatTimeInZone),
    ),
  ],
  ["timedeltaparse", defineFunction("timedeltaparse", ["value"], orNone(parseTimedelta))],
  ["tojson_pretty", defineFunction("tojson_pretty", ["value"], orNone(prettyJson))],
  ["json_dumps", defineFunction("json_dumps", ["value"], orNone(jsonDumps))],
  ["regex_replace", defineFunction("regex_replace", ["value", "find", "replace"], regexReplace)],
  ["regex_match", defineFunction("regex_match", ["value", "pattern"], matcher("match"))],
  ["regex_search", defineFunction("regex_search", ["value", "pattern"], matcher("search"))],
  ["b64decode", defineFunction("b64decode", ["value"], orNone(decodeBase64))],
  ["parse_json", defineFunction("parse_json", ["value"], parseJsonText)],
];
