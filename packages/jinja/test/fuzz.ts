import {
  createEnvironment,
  Dict,
  type Environment,
  parseJson,
  TemplateError,
  type Value,
} from "../src/index.ts";

/** Pieces of templates that use every part of the engine, hostile ones among them. */
const PIECES = [
  "{{ ",
  " }}",
  "{% ",
  " %}",
  "{%- ",
  " -%}",
  "{# ",
  " #}",
  "payload",
  "payload.alerts",
  "payload.labels",
  "x",
  "y",
  "'a'",
  '"é🔥"',
  "''",
  "1",
  "0",
  "-1",
  "2.5",
  "1e308",
  "99999999999",
  "9 ** 9 ** 9",
  "10 ** 300",
  "none",
  "true",
  "[1, 2]",
  "{'a': 1}",
  "(1, 2)",
  "[]",
  "{}",
  "range(100000)",
  "range(9, 0, -1)",
  "lipsum(99)",
  "namespace(a=1)",
  "cycler(1, 2)",
  "joiner()",
  "dict(a=1)",
  "time()",
  "self",
  "loop",
  "loop.index",
  "loop.length",
  "loop(x)",
  "caller()",
  "varargs",
  ".x",
  ".items()",
  ".values()",
  ".get('a')",
  ".pop('a', 1)",
  ".update(a=x)",
  ".append(x)",
  ".append(payload)",
  ".extend(x)",
  ".insert(0, x)",
  ".clear()",
  ".sort()",
  ".copy()",
  ".split('a')",
  ".join(x)",
  ".upper()",
  ".format(x, x)",
  ".replace('', x)",
  ".zfill(999999)",
  ".center(99999999)",
  ".__class__",
  ".__init__.__globals__",
  ".constructor",
  ".prototype",
  ".__proto__",
  "['__proto__']",
  "['constructor']",
  "[0]",
  "[-1]",
  "[::2]",
  "[::-1]",
  "['a']",
  " ~ x",
  " ~ x ~ x ~ x",
  " + x",
  " - 1",
  " * 99999999",
  " * x",
  " / 0",
  " // 3",
  " % x",
  " ** 3",
  " == x",
  " < x",
  " in x",
  " and x",
  " or x",
  " if x else y",
  " is defined",
  " is odd",
  " is divisibleby 3",
  " is in x",
  "not ",
  "|upper",
  "|length",
  "|list",
  "|sort",
  "|map('upper')",
  "|map('map', 'list')",
  "|map(attribute='a.b')|list",
  "|select",
  "|reject('odd')",
  "|groupby('a')",
  "|unique|list",
  "|join(x)",
  "|join",
  "|sum",
  "|tojson",
  "|tojson(999999)",
  "|tojson_pretty",
  "|pprint",
  "|indent(99999)",
  "|wordwrap(1)",
  "|truncate(3)",
  "|center(999999)",
  "|replace('', 'xxxx')",
  "|batch(3, x)|list",
  "|slice(99999)|list",
  "|round(-999)",
  "|round(999)",
  "|filesizeformat",
  "|urlize",
  "|striptags",
  "|xmlattr",
  "|dictsort",
  "|int(base=36)",
  "|float",
  "|format(x)",
  "|default(x)",
  "|attr('x')",
  "|e",
  "|safe",
  "|random",
  "|reverse",
  "|string",
  "|list|list",
  "|parse_json",
  "|json_dumps",
  "|b64decode",
  "|regex_replace('(a+)+$', 'b')",
  "|regex_search('(x+x+)+y')",
  "|regex_match('(.*)*=')",
  "|regex_search('(?=(a+))a*b\\\\1')",
  "|iso8601_to_time",
  "|timestamp_to_datetime",
  "|datetimeparse('%Y')",
  "|datetimeformat('%Y')",
  "|datetimeformat_as_timezone('%Z', 'Europe/Berlin')",
  "|timedeltaparse",
  "'9w'|timedeltaparse * 9",
  "for x in ",
  "for x, y in ",
  "for x in x recursive",
  "for x in range(1000)",
  "endfor",
  "if x",
  "elif x",
  "else",
  "endif",
  "set x = ",
  "set x",
  "endset",
  "set y = x ~ x",
  "set x = [x, x]",
  "set x = x + x",
  "macro m(a, b=1)",
  "endmacro",
  "m(1)",
  "m(m)",
  "call m(1)",
  "endcall",
  "with x = y",
  "endwith",
  "filter upper",
  "endfilter",
  "block b",
  "endblock",
  "raw",
  "endraw",
  "autoescape true",
  "endautoescape",
  "include 'a'",
  "import 'a' as b",
  "extends 'a'",
  "print x",
  "'%s' % x",
  "'%99999d' % 1",
  "'%*d' % (9999999, 1)",
  "'{:99999999}'.format(1)",
  "'{0.__class__}'.format(x)",
  "\n",
  "  ",
  "text ",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  ":",
  "|",
  ".",
  "'",
  "\\",
  "((((((((",
  "[[[[[[[[",
  "{% for x in range(300) %}",
  "{% endfor %}",
  "{% if x %}",
  "{% endif %}",
  "{{ x }}",
  "{% set x = x ~ x %}",
  "{% set _ = y.append(y) %}",
] as const;

const PAYLOADS = [
  "{}",
  '{"payload":{"alerts":[{"labels":{"a":"b"}}],"labels":{"a":"b"}},"x":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","y":[]}',
  '{"payload":[1,2.0,null,true,"🔥"],"x":[[1],[2]],"y":{"a":{"b":[]}}}',
  '{"payload":{"__proto__":1,"constructor":2},"x":{"a":1},"y":"<b>"}',
  '{"x":12345678901234567890,"y":1e400,"payload":"2026-03-02T08:15:30Z"}',
] as const;

/** A small deterministic generator of random numbers (mulberry32). */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<T>(random: () => number, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** An expression or tag that has a chance to parse, or plain noise. */
export function makeTemplate(random: () => number): string {
  const parts: string[] = [];
  const count = 1 + Math.floor(random() * 12);
  for (let index = 0; index < count; index += 1) {
    const kind = random();
    if (kind < 0.5) {
      const tail = Array.from({ length: Math.floor(random() * 4) }, () => pick(random, PIECES));
      parts.push(`{{ ${pick(random, ["x", "y", "payload", "'a'", "range(999)"])}${tail.join("")} }}`);
    } else if (kind < 0.8) {
      const body = pick(random, ["{{ x }}", "{% set x = [x, x] %}", "{% set y = y ~ x %}", "{{ x|tojson }}"]);
      parts.push(`{% for i in ${pick(random, ["x", "y", "range(500)", "payload"])} %}${body}{% endfor %}`);
    } else {
      parts.push(pick(random, PIECES));
    }
  }
  return parts.join("");
}

export interface FuzzReport {
  readonly runs: number;
  readonly rendered: number;
  /** Slowest render in milliseconds, and its template. */
  readonly slowest: number;
  readonly slowestTemplate: string;
  /** Anything that was thrown but is no TemplateError. */
  readonly crashes: readonly { readonly template: string; readonly error: unknown }[];
}

function runOnce(environment: Environment, template: string, payload: string): unknown {
  const context = parseJson(payload);
  const variables = new Map<string, Value>();
  if (context instanceof Dict) {
    for (const [key, value] of context.pairs()) variables.set(String(key), value);
  }
  try {
    environment.compile(template).render(variables);
    return null;
  } catch (error) {
    return error;
  }
}

/** Renders random templates for `seconds`; the same seed gives the same templates. */
export function runFuzz({ seconds, seed }: { seconds: number; seed: number }): FuzzReport {
  const random = makeRandom(seed);
  const environment = createEnvironment();
  const crashes: { template: string; error: unknown }[] = [];
  const deadline = performance.now() + seconds * 1000;
  let runs = 0;
  let rendered = 0;
  let slowest = 0;
  let slowestTemplate = "";
  while (performance.now() < deadline) {
    const template = makeTemplate(random);
    const started = performance.now();
    const error = runOnce(environment, template, pick(random, PAYLOADS));
    const elapsed = performance.now() - started;
    runs += 1;
    if (error === null) rendered += 1;
    else if (!(error instanceof TemplateError)) crashes.push({ template, error });
    if (elapsed > slowest) {
      slowest = elapsed;
      slowestTemplate = template;
    }
  }
  return { runs, rendered, slowest, slowestTemplate, crashes };
}
