import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEnvironment, Dict, parseJson, TemplateError, toValue, type Value } from "../src/index.ts";
import { makeRandom, makeTemplate } from "./fuzz.ts";
import { failureOf, outcome, variablesOf } from "./render-case.ts";

const environment = createEnvironment();

/** Renders; only a TemplateError may come out. */
function survives(template: string, variables: Map<string, Value>): void {
  try {
    environment.compile(template).render(variables);
  } catch (error) {
    expect(error, template).toBeInstanceOf(TemplateError);
  }
}

describe("limits", () => {
  it.each([
    "{{ 9 ** 9999999 }}",
    "{{ 'x' * 10 ** 9 }}",
    "{{ [1] * 10 ** 9 }}",
    "{{ '%999999999d' % 1 }}",
    "{{ '{:>999999999}'.format(1) }}",
    "{{ 'x'.center(999999999) }}",
    "{{ 'x'|indent(999999999) }}",
    "{{ {'a': 1}|tojson(indent=999999999) }}",
    "{{ lipsum(n=999999) }}",
    "{{ range(100000)|list }}",
    "{{ [1]|batch(999999999, 1)|list }}",
    "{% set x = 'ab' %}{% for i in range(99) %}{% set x = x ~ x %}{{ x }}{% endfor %}{{ 'x' * 999999 * 99 }}",
    "{% set ns = namespace(x='ab') %}{% for i in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
    "{% set l = [1] %}{% for i in range(99) %}{% set _ = l.extend(l) %}{% endfor %}",
    "{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% for x in [[1]] recursive %}{{ loop([[1]]) }}{% endfor %}",
    "{% set l = [] %}{% for i in range(9999) %}{% set _ = l.insert(0, l.copy()) %}{% endfor %}{{ l }}",
    `{{ ${"(".repeat(5000)}1${")".repeat(5000)} }}`,
    `{{ 1${"+1".repeat(20_000)} }}`,
    "x".repeat(50_001),
  ])("%s ends in a limit error", (template) => {
    expect(failureOf(template).kind).toBe("limit");
  });

  it("a catastrophic pattern gives None, and many of them a limit error", () => {
    expect(outcome(`{{ '${"a".repeat(40)}'|regex_search('(a+)+$b') }}`)).toBe("text: None");
    const many = `{% for i in range(99) %}{{ '${"a".repeat(40)}'|regex_search('(a+)+$b') }}{% endfor %}`;
    expect(failureOf(many).kind).toBe("limit");
  });
});

describe("nothing of the host is reachable", () => {
  const names = [
    "constructor",
    "__proto__",
    "prototype",
    "toString",
    "valueOf",
    "entries",
    "items_",
    "then",
    "map",
  ];
  it.each(names)("%s is missing everywhere", (name) => {
    const values = [
      "x",
      "'a'",
      "1",
      "1.5",
      "[1]",
      "(1,)",
      "{}",
      "none",
      "true",
      "range(3)",
      "joiner()",
      "dict",
      "time()",
    ];
    for (const value of values) {
      expect(outcome(`{{ (${value}).${name} is defined }}`, '{"x": {"a": 1}}')).toBe("text: False");
      expect(outcome(`{{ (${value})['${name}'] is defined }}`, '{"x": {"a": 1}}')).toBe("text: False");
    }
  });

  it("keys of that name are ordinary data", () => {
    const payload = '{"p": {"__proto__": 1, "constructor": 2, "10": 3, "2": 4}}';
    expect(outcome("{{ p }} {{ p.constructor }} {{ p['__proto__'] }}", payload)).toBe(
      "text: {'__proto__': 1, 'constructor': 2, '10': 3, '2': 4} 2 1",
    );
  });
});

describe("the caller's data", () => {
  it("never changes, even when the template changes it and fails", () => {
    const text = '{"p": {"a": {"b": 1}, "l": [3, 1, 2]}}';
    const variables = variablesOf(text);
    const template = environment.compile(
      "{% set _ = p.a.pop('b') %}{% set _ = p.update(z=1) %}{% set _ = p.l.sort() %}{{ p }}{% if fail %}{{ 1 / 0 }}{% endif %}",
    );
    const expected = "{'a': {}, 'l': [1, 2, 3], 'z': 1}";
    expect(template.render(variables)).toBe(expected);
    expect(() => template.render(new Map([...variables, ["fail", true]]))).toThrow(TemplateError);
    expect(template.render(variables)).toBe(expected);
    expect(environment.compile("{{ p }}").render(variables)).toBe("{'a': {'b': 1}, 'l': [3, 1, 2]}");
  });
});

describe("errors help the author", () => {
  it("carry line, column, piece and a suggestion, and what was rendered before", () => {
    const error = failureOf("ok\n  {{ p.labels.sevrity.x }}", '{"p": {"labels": {"severity": "high"}}}');
    expect(error).toMatchObject({
      kind: "undefined",
      message: "'dict object' has no attribute 'sevrity'",
      hint: "did you mean 'severity'?",
      line: 2,
      column: 6,
      partial: "ok\n  ",
    });
    expect(error.piece).toContain("sevrity");
  });

  it("suggest filters", () => {
    expect(failureOf("{{ 1|uper }}").hint).toBe("did you mean 'upper'?");
  });

  it("place syntax errors", () => {
    expect(failureOf("a\n{% if x %}")).toMatchObject({ kind: "syntax", line: 2 });
  });
});

describe("any input ends in text or a TemplateError", () => {
  it("for templates put together from hostile pieces", () => {
    const random = makeRandom(20_260_302);
    const variables = variablesOf('{"payload":{"alerts":[{"a":1}]},"x":"aaaaaaaaaaaaaaaaaaaaaaaa","y":[]}');
    for (let run = 0; run < 400; run += 1) survives(makeTemplate(random), variables);
  });

  it("for any text as template", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("{{", "}}", "{%", "%}", "{#", "#}", "|", "x", "for", "in", "if", "'", '"'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => survives(pieces.join(" "), new Map())),
      { seed: 7, numRuns: 300 },
    );
  });

  it("for any payload", () => {
    const template = environment.compile(
      "{{ x }}{{ x|tojson }}{{ x|length }}{{ x|string|title|urlize }}{% for a in x %}{{ a }}{% endfor %}{{ x|pprint }}",
    );
    fc.assert(
      fc.property(fc.jsonValue(), (plain) => {
        try {
          template.render({ x: toValue(plain) });
        } catch (error) {
          expect(error).toBeInstanceOf(TemplateError);
        }
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it("JSON read and written again is the same", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (plain) => {
        const text = JSON.stringify(plain);
        const value = parseJson(text);
        expect(value instanceof Dict || value !== undefined).toBe(true);
        expect(JSON.parse(JSON.stringify(JSON.parse(text)))).toEqual(JSON.parse(text));
      }),
      { seed: 13, numRuns: 100 },
    );
  });
});
