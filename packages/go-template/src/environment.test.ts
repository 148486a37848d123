import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createEnvironment,
  defaultTemplates,
  fromJson,
  fromPlain,
  grafanaFunctions,
  notificationData,
  TemplateError,
} from "./index.ts";

const environment = createEnvironment({ functions: grafanaFunctions(), missingKey: "zero" });

function failure(run: () => unknown): TemplateError {
  try {
    run();
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error("nothing failed");
}

function failureOf(template: string, data: unknown = null): TemplateError {
  return failure(() => environment.compile(template).render(fromPlain(data)));
}

describe("errors", () => {
  it("say where, what and what came out before", () => {
    const error = failureOf("ab\n{{ .x }} {{ index .list 9 }}", { x: 1, list: [] });
    expect(error).toMatchObject({
      kind: "exec",
      line: 2,
      column: 12,
      piece: "index .list 9",
      partial: "ab\n1 ",
    });
    expect(error.reason).toBe("error calling index: index out of range: 9");
  });

  it("suggest the function that was meant", () => {
    expect(failureOf("{{ toUper .x }}").hint).toBe('did you mean "toUpper"?');
    expect(failureOf("{{ zzz .x }}").hint).toBe("");
  });

  it("explain the number that is a float", () => {
    expect(failureOf("{{ eq .n 1 }}", { n: 1 }).hint).toContain("1.0");
  });

  it("name the source of a set of several", () => {
    const sources = [
      { name: "good", source: "x" },
      { name: "bad", source: "a\n{{ end }}" },
    ];
    const error = failure(() => environment.compile(sources));
    expect(error).toMatchObject({ kind: "parse", templateName: "bad", line: 2 });
    expect(error.message).toBe("template: bad:2: unexpected {{end}}");
  });
});

describe("sets of templates", () => {
  it("let a later definition replace an earlier one, unless it is empty", () => {
    const set = environment.compile([
      { name: "one", source: '{{ define "t" }}first{{ end }}{{ define "u" }}kept{{ end }}' },
      { name: "two", source: '{{ define "t" }}second{{ end }}{{ define "u" }} {{ end }}' },
    ]);
    expect(set.renderNamed("t", null)).toBe("second");
    expect(set.renderNamed("u", null)).toBe("kept");
    expect(set.names()).toEqual(["t", "u", "one", "two"]);
  });

  it("show a text of only white space as it is", () => {
    expect(
      environment
        .compile([{ name: "", source: defaultTemplates }])
        .compileWith(" ")
        .render(null),
    ).toBe(" ");
  });

  it("fail on an unknown name", () => {
    expect(failure(() => environment.compile("x").renderNamed("nope", null)).reason).toContain("nope");
  });
});

describe("limits", () => {
  const hostile: readonly (readonly [name: string, template: string])[] = [
    ["an endless loop", "{{ range 1000000000 }}{{ end }}"],
    ["endless output", "{{ range 1000000000 }}xxxxxxxxxxxxxxxx{{ end }}"],
    ["a wide number", '{{ printf "%9999999d" 1 }}'],
    ["many digits", '{{ range 1000 }}{{ $x := printf "%.999999f" 0.1 }}{{ end }}'],
    ["endless recursion", '{{ define "a" }}{{ template "a" . }}{{ end }}{{ template "a" . }}'],
    ["doubling text", '{{ $s := "x" }}{{ range 100 }}{{ $s = print $s $s }}{{ end }}'],
    [
      "a list of lists of lists",
      "{{ $l := coll.Slice 1 }}{{ range 60 }}{{ $l = coll.Slice $l $l }}{{ end }}{{ $l }}",
    ],
    ["a deep list", "{{ $l := coll.Slice }}{{ range 5000 }}{{ $l = coll.Slice $l }}{{ end }}{{ $l }}"],
    ["deep parentheses", `{{ ${"(".repeat(5000)}1${")".repeat(5000)} }}`],
    ["deep blocks", "{{ if true }}".repeat(5000)],
    ["a huge source", "x".repeat(100_000)],
    ["a template that writes templates", '{{ range 100000 }}{{ $x := tmpl.Inline "{{ 1 }}" 1 }}{{ end }}'],
    [
      "YAML in YAML",
      `{{ data.JSON "a: &a [x,x,x,x,x,x,x,x]\\nb: &b [*a,*a,*a,*a,*a,*a,*a]\\nc: &c [*b,*b,*b,*b,*b,*b,*b]\\nd: &d [*c,*c,*c,*c,*c,*c,*c]\\ne: &e [*d,*d,*d,*d,*d,*d,*d]\\nf: [*e,*e,*e,*e,*e,*e,*e]" }}`,
    ],
    ["an exponential pattern", '{{ match "(x+x+)+(x+x+)+y" (printf "%0999999d" 1) }}'],
  ];

  it.each(hostile)("stop %s with a typed error", (_name, template) => {
    expect(failureOf(template).kind).toBe("limit");
  });

  it("keep the output that was allowed", () => {
    const small = createEnvironment({ limits: { maxOutput: 10 } });
    const error = failure(() => small.compile("{{ range 100 }}abc{{ end }}").render(null));
    expect(error).toMatchObject({ kind: "limit", partial: "abcabcabca" });
  });
});

describe("safety", () => {
  it("gives no access to anything of the host", () => {
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"]) {
      expect(environment.compile(`[{{ .${name} }}]`).render(fromJson("{}"))).toBe("[<no value>]");
      expect(failureOf(`{{ .s.${name} }}`, { s: "x" }).reason).toContain("can't evaluate field");
      expect(failureOf(`{{ ${name} }}`).reason).toBe(`function "${name}" not defined`);
    }
  });

  it("takes keys of data as data", () => {
    const data = fromJson('{"__proto__": 1, "constructor": {"name": "x"}}');
    expect(environment.compile("{{ .__proto__ }} {{ .constructor.name }}").render(data)).toBe("1 x");
  });

  it("renders or fails with a TemplateError, whatever the text", () => {
    const data = notificationData({ receiver: "r", status: "firing", alerts: [] });
    const piece = fc.constantFrom(
      "{{",
      "}}",
      "-",
      " ",
      ".",
      "$x",
      ":=",
      "|",
      "(",
      ")",
      "range",
      "end",
      '"',
      "if",
      "1",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(piece).map((parts) => parts.join("")),
        ),
        (text) => {
          try {
            environment.compile(text).render(data);
          } catch (error) {
            expect(error).toBeInstanceOf(TemplateError);
          }
        },
      ),
      { numRuns: 2000, seed: 1 },
    );
  });

  it("passes text without actions through", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        fc.pre(!text.includes("{{"));
        expect(environment.compile(text).render(null)).toBe(text);
      }),
      { seed: 2 },
    );
  });

  it("renders any JSON without failing", () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const template = environment.compile('{{ . }}{{ printf "%v %q %#v" . . . }}{{ data.ToJSON . }}');
        expect(template.render(fromJson(json))).toBeTypeOf("string");
      }),
      { seed: 3 },
    );
  });
});
