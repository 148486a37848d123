import { performance } from "node:perf_hooks";
import {
  createEnvironment,
  defaultLimits,
  defaultTemplates,
  fromPlain,
  grafanaFunctions,
  TemplateError,
  type Value,
} from "../src/index.ts";

/** How long to fuzz and from where. */
export interface FuzzOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Stops earlier, after this many templates: the same templates on every machine. */
  readonly maxCases?: number;
}

/** What a fuzz run saw. */
export interface FuzzReport {
  readonly cases: number;
  readonly slowestMilliseconds: number;
  readonly slowestTemplate: string;
}

/** Renders random hostile templates. Throws when one does anything but render or fail with a TemplateError. */
export function runFuzz({ seconds, seed, maxCases = Number.POSITIVE_INFINITY }: FuzzOptions): FuzzReport {
  const random = randomFrom(seed);
  const stored = createEnvironment({ functions: grafanaFunctions(), missingKey: "zero" }).compile([
    { name: "", source: defaultTemplates },
  ]);
  const end = performance.now() + seconds * 1000;
  let cases = 0;
  let slowestMilliseconds = 0;
  let slowestTemplate = "";
  while (cases < maxCases && performance.now() < end) {
    const template = hostileTemplate(random);
    const start = performance.now();
    renderOrFail(template, (source) => stored.compileWith(source).render(hostileData));
    const duration = performance.now() - start;
    if (duration > slowestMilliseconds) {
      slowestMilliseconds = duration;
      slowestTemplate = template;
    }
    cases++;
  }
  return { cases, slowestMilliseconds, slowestTemplate };
}

const hostileData: Value = fromPlain({
  long: "x".repeat(100_000),
  wide: "é\u{1f600}".repeat(20_000),
  blank: " \n".repeat(50_000),
  numbers: Array.from({ length: 20_000 }, (_, index) => index / 3),
  keys: Object.fromEntries(
    Array.from({ length: 20_000 }, (_, index) => [`k${(index * 7919) % 20_000}`, index]),
  ),
  deep: JSON.parse(`${"[".repeat(300)}1${"]".repeat(300)}`),
  json: `{"a":${"[".repeat(150)}1${"]".repeat(150)}}`,
  pattern: "(x*)*(a|x)*".repeat(50),
  constructor: 1,
  ["__proto__"]: 2,
});

const values = [
  ".",
  ".long",
  ".wide",
  ".blank",
  ".numbers",
  ".keys",
  ".deep",
  ".json",
  ".pattern",
  ".constructor",
  ".__proto__",
  ".toString",
  "$s",
  "$l",
  "nil",
  "1",
  "-1",
  "1.5",
  "1e300",
  "999999999",
  '"x"',
  '"%99999d%s"',
  '"(a+)+$"',
  "(time.Now)",
  "(coll.Slice 1 2)",
  "(coll.Dict $l $s)",
];
const functions = [
  "print",
  "printf",
  "println",
  "html",
  "js",
  "urlquery",
  "len",
  "index",
  "slice",
  "eq",
  "lt",
  "and",
  "or",
  "not",
  "toUpper",
  "title",
  "trimSpace",
  "join",
  "match",
  "reReplaceAll",
  "stringSlice",
  "date",
  'tz "Asia/Kolkata"',
  "coll.Dict",
  "coll.Slice",
  "coll.Append",
  "data.JSON",
  "data.ToJSON",
  'data.ToJSONPretty "      "',
  "tmpl.Inline",
  'tmpl.Exec "default.title"',
];
const fragments = [
  "{{",
  "}}",
  "(",
  ")",
  '"',
  "`",
  "|",
  "$s",
  ".",
  "\n",
  "{{end}}",
  "{{else}}",
  "{{- ",
  "é",
  "/*",
];

type Random = (below: number) => number;

/** Nested loops over growing values, sometimes broken at random. */
function hostileTemplate(random: Random): string {
  const body = Array.from({ length: 1 + random(4) }, () => hostileStatement(random, 3)).join("");
  const template = `{{define "r"}}{{template "r" .}}x{{end}}{{$s := "xxxxxxxx"}}{{$l := coll.Slice 1}}${body}`;
  if (random(4) > 0) return template;
  const at = random(template.length);
  return template.slice(0, at) + pick(random, fragments) + template.slice(at + random(5));
}

function hostileStatement(random: Random, depth: number): string {
  const inner = (): string => (depth > 0 ? hostileStatement(random, depth - 1) : "x");
  switch (random(8)) {
    case 0:
      return `{{range ${pick(random, ["1000000", "100", ".numbers", ".keys", "$l"])}}}${inner()}${inner()}{{end}}`;
    case 1:
      return `{{$s = ${hostileCall(random)}}}`;
    case 2:
      return `{{$s = print $s $s}}${inner()}`;
    case 3:
      return `{{$l = coll.Slice $l $l}}${inner()}`;
    case 4:
      return `{{if ${hostileCall(random)}}}${inner()}{{else}}${inner()}{{end}}`;
    case 5:
      return random(5) === 0 ? '{{template "r" .}}' : `{{with ${hostileCall(random)}}}${inner()}{{end}}`;
    case 6:
      return `{{$x := ${hostileCall(random)}}}`;
    default:
      return `{{${hostileCall(random)}}}`;
  }
}

function hostileCall(random: Random): string {
  const args = Array.from({ length: 1 + random(3) }, () => pick(random, values).replace(/^\./, "$."));
  const piped = random(3) === 0 ? ` | ${pick(random, functions)}` : "";
  return `${pick(random, functions)} ${args.join(" ")}${piped}`;
}

function renderOrFail(template: string, render: (template: string) => string): void {
  try {
    const text = render(template);
    if (text.length > defaultLimits.maxOutput) throw new Error(`output over the limit: ${template}`);
  } catch (error) {
    if (!(error instanceof TemplateError))
      throw new Error(`not a TemplateError: ${template}`, { cause: error });
  }
}

function pick<T>(random: Random, items: readonly [T, ...T[]] | readonly T[]): T {
  const item = items[random(items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

/** A small deterministic generator (xorshift). */
function randomFrom(seed: number): Random {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
