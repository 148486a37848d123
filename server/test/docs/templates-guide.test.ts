import { readFileSync } from "node:fs";
import {
  createEnvironment as createGoEnvironment,
  defaultLimits,
  defaultTemplates,
  type GoFunction,
  TemplateError as GoTemplateError,
  goTypes,
  grafanaFunctions,
  type NotificationInput,
  notificationData,
  Struct,
} from "@tocsin/go-template";
import { DEFAULT_LIMITS, parseJson, type Value } from "@tocsin/jinja";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { builtins } from "../../../packages/go-template/src/functions/builtins.ts";
import { namespaces } from "../../../packages/go-template/src/notification/namespaces.ts";
import {
  alertsType,
  alertType,
  dataType,
  kvType,
  pairsType,
} from "../../../packages/go-template/src/notification/types.ts";
import { durationType } from "../../../packages/go-template/src/time/duration.ts";
import { timeType } from "../../../packages/go-template/src/time/time.ts";
import { builtinFilters } from "../../../packages/jinja/src/filters/index.ts";
import { builtinGlobals } from "../../../packages/jinja/src/globals.ts";
import { DICT_METHODS } from "../../../packages/jinja/src/methods/dict.ts";
import { LIST_METHODS, TUPLE_METHODS } from "../../../packages/jinja/src/methods/list.ts";
import { FLOAT_METHODS, INT_METHODS } from "../../../packages/jinja/src/methods/number.ts";
import {
  DATE_METHODS,
  DATETIME_METHODS,
  TIME_METHODS,
  TIMEDELTA_METHODS,
} from "../../../packages/jinja/src/methods/temporal.ts";
import { TEXT_METHODS } from "../../../packages/jinja/src/methods/text.ts";
import { builtinTests } from "../../../packages/jinja/src/tests.ts";
import { alertFactsSchema } from "../../src/core/integrations/facts.ts";
import {
  allSlots,
  createTemplateEngine,
  isTruthyCondition,
  shownFailure,
} from "../../src/core/templates/index.ts";
import { alertmanager } from "../../src/integrations/alertmanager.ts";
import { examplesOf, readPage, type TemplateExample } from "./template-examples.ts";

/** The time both pages say it is. */
const now = new Date("2026-01-05T12:00:00Z");

const guide = readGuide("templates.md", "jinja");
const goGuide = readGuide("templates-go.md", "gotmpl");

function readGuide(file: string, language: string) {
  const page = readPage(readFileSync(new URL(`../../../docs/${file}`, import.meta.url), "utf8"));
  const payload = page.blocks.find((block) => block.language === "json")?.text ?? "";
  const examples = page.blocks.filter((block) => block.language === language).flatMap(examplesOf);
  return { ...page, payload, examples, sections: sectionsOf(examples) };
}

function sectionsOf(examples: readonly TemplateExample[]): Map<string, TemplateExample[]> {
  const sections = new Map<string, TemplateExample[]>();
  for (const example of examples) {
    sections.set(example.section, [...(sections.get(example.section) ?? []), example]);
  }
  return sections;
}

type Outcome = Pick<TemplateExample, "template" | "fails" | "result">;

function told({ template, fails, result }: TemplateExample): Outcome {
  return { template, fails, result };
}

const engine = createTemplateEngine();

/** Renders on what templates see when the guide's payload comes from Alertmanager. */
function renderJinja({ template }: TemplateExample): Outcome {
  const body = { value: parseJson(guide.payload), text: guide.payload };
  const { alerts } = alertmanager.interpret({ body, headers: new Map(), query: new Map() });
  const variables = new Map<string, Value>([
    ["payload", alerts[0]?.value ?? null],
    ["alert", null],
    ["labels", null],
  ]);
  const rendered = engine.render("jinja", template, variables);
  return rendered.kind === "text"
    ? { template, fails: false, result: rendered.text }
    : { template, fails: true, result: shownFailure(rendered.failure) };
}

const goTemplates = createGoEnvironment({
  functions: grafanaFunctions({ tenantId: "1" }),
  missingKey: "zero",
}).compile([{ name: "", source: defaultTemplates }]);

function renderGo({ template }: TemplateExample): Outcome {
  const input: NotificationInput = JSON.parse(goGuide.payload);
  try {
    const result = goTemplates.compileWith(template).render(notificationData(input), { now });
    return { template, fails: false, result };
  } catch (error) {
    if (!(error instanceof GoTemplateError)) throw error;
    return { template, fails: true, result: error.message };
  }
}

/** All that the patterns capture in the examples. */
function namesIn(examples: readonly TemplateExample[], ...patterns: RegExp[]): Set<string> {
  const text = examples.map(({ template }) => template).join("\n");
  return new Set(patterns.flatMap((pattern) => Array.from(text.matchAll(pattern), ([, name = ""]) => name)));
}

function missing(known: Iterable<string>, shown: ReadonlySet<string>): string[] {
  return [...known].filter((name) => !shown.has(name));
}

/** The names of `coll.…` and its kind, asked of a template: a namespace is a value that only a call gives. */
function methodsOfNamespace(name: string): string[] {
  const methodsOf: GoFunction = {
    params: [goTypes.anyType],
    result: goTypes.stringType,
    call: ([value]) => (value instanceof Struct ? [...(value.type.methods?.keys() ?? [])].join(" ") : ""),
  };
  const functions = new Map([...grafanaFunctions(), ["methodsOf", methodsOf] as const]);
  const names = createGoEnvironment({ functions }).compile(`{{ methodsOf ${name} }}`).render(null);
  return names.split(" ").filter((each) => each !== "");
}

/** What is inside the braces of a Go template, without its texts. */
function codeOf(template: string): string {
  const actions = template.replace(/"(?:\\.|[^"\\])*"|`[^`]*`/g, "").matchAll(/\{\{(.*?)\}\}/g);
  return Array.from(actions, ([, code = ""]) => code).join("\n");
}

/** The numbers in the table of limits, by name. */
function limitsIn(prose: string): Record<string, number> {
  const rows = prose.matchAll(/^\| `(\w+)` \| ([\d ]+) \|/gm);
  return Object.fromEntries(
    Array.from(rows, ([, name = "", value = ""]) => [name, Number(value.replaceAll(" ", ""))]),
  );
}

beforeAll(() => {
  vi.useFakeTimers({ toFake: ["Date"], now });
});

afterAll(() => {
  vi.useRealTimers();
});

describe("the guide to templates", () => {
  it.each([...guide.sections])("tells what happens: %s", (_section, examples) => {
    expect(examples.map(renderJinja)).toEqual(examples.map(told));
  });

  it("has no template that is not run", () => {
    const others = guide.blocks.filter((block) => block.language !== "jinja").map((block) => block.text);
    expect([guide.prose, ...others].filter((text) => /\{\{|\{%/.test(text))).toEqual([]);
    expect(guide.blocks.filter((block) => !["jinja", "json", "sh"].includes(block.language))).toEqual([]);
  });

  it("shows every filter", () => {
    const shown = namesIn(guide.examples, /\|\s*(\w+)/g);
    expect(missing(builtinFilters().keys(), shown)).toEqual([]);
  });

  it("shows every test", () => {
    const shown = namesIn(
      guide.examples,
      /\bis (?:not )?(\w+)/g,
      /\b(?:select|reject)\("([^"]+)"/g,
      /\b(?:select|reject)attr\([^,]+, "([^"]+)"/g,
    );
    expect(missing(builtinTests().keys(), shown)).toEqual([]);
  });

  it("shows every function", () => {
    expect(missing(builtinGlobals().keys(), namesIn(guide.examples, /\b(\w+)\(/g))).toEqual([]);
  });

  it.each([
    ["Methods of texts", TEXT_METHODS],
    ["Methods of objects", DICT_METHODS],
    ["Methods of lists", LIST_METHODS],
    ["Methods of tuples", TUPLE_METHODS],
    ["Methods of whole numbers", INT_METHODS],
    ["Methods of fractions", FLOAT_METHODS],
    ["Methods of times", DATETIME_METHODS],
    ["Methods of dates", DATE_METHODS],
    ["Methods of times of day", TIME_METHODS],
    ["Methods of durations", TIMEDELTA_METHODS],
  ])("shows all of: %s", (section, methods) => {
    const shown = namesIn(guide.sections.get(section) ?? [], /\.(\w+)\(/g);
    expect(missing(methods.keys(), shown)).toEqual([]);
  });

  it("names every slot, every fact and every limit as they are", () => {
    const named = new Set(Array.from(guide.prose.matchAll(/`([\w.]+)`/g), ([, name = ""]) => name));
    expect(missing(allSlots, named)).toEqual([]);
    expect(missing(Object.keys(alertFactsSchema.shape), named)).toEqual([]);
    expect(limitsIn(guide.prose)).toEqual(DEFAULT_LIMITS);
  });

  it("tells how a condition's text is read", () => {
    const rows = Array.from(guide.prose.matchAll(/^\| (?:`(.*)`|\(nothing\)) \| (true|false) \|$/gm));
    expect(rows.length).toBeGreaterThan(5);
    for (const [, text = "", counts] of rows)
      expect(`${text}: ${isTruthyCondition(text)}`).toBe(`${text}: ${counts}`);
  });

  it("tells the lengths that results are cut to", () => {
    const cutTo = (template: string) => renderJinja({ ...shape, template }).result.length - "..".length;
    expect(cutTo(`{{ "x" * 60000 }}`)).toBe(50_000);
    expect(guide.prose).toContain("| result | 50 000 |");
  });
});

const shape: TemplateExample = {
  line: 0,
  section: "",
  language: "jinja",
  template: "",
  fails: false,
  result: "",
};

describe("the guide to Go templates", () => {
  it.each([...goGuide.sections])("tells what happens: %s", (_section, examples) => {
    expect(examples.map(renderGo)).toEqual(examples.map(told));
  });

  it("has no template that is not run", () => {
    const others = goGuide.blocks.filter((block) => block.language !== "gotmpl").map((block) => block.text);
    expect([goGuide.prose, ...others].filter((text) => text.includes("{{"))).toEqual([]);
    expect(goGuide.blocks.filter((block) => !["gotmpl", "json", "sh"].includes(block.language))).toEqual([]);
  });

  it("shows every function", () => {
    const actions = goGuide.examples.map((example) => ({ ...example, template: codeOf(example.template) }));
    const shown = namesIn(actions, /(?<![.\w$])(\w+)/g);
    expect(missing([...builtins.keys(), ...grafanaFunctions().keys()], shown)).toEqual([]);
  });

  it.each(namespaces.map(([name]) => name))("shows all of %s", (name) => {
    const methods = methodsOfNamespace(name);
    expect(methods).not.toEqual([]);
    const shown = namesIn(goGuide.sections.get(`\`${name}\``) ?? [], new RegExp(`\\b${name}\\.(\\w+)`, "g"));
    expect(missing(methods, shown)).toEqual([]);
  });

  it.each([
    ["Labels", kvType],
    ["Pairs", pairsType],
    ["Alerts", alertsType],
    ["Times", timeType],
    ["Durations", durationType],
  ])("shows all methods of: %s", (section, type) => {
    const shown = namesIn(goGuide.sections.get(section) ?? [], /\.(\w+)/g);
    expect(missing(type.methods?.keys() ?? [], shown)).toEqual([]);
  });

  it("names every field and every limit as they are", () => {
    const named = new Set(Array.from(goGuide.prose.matchAll(/`\.(\w+)`/g), ([, name = ""]) => name));
    const fields = [...(dataType.fields ?? []), ...(alertType.fields ?? [])].map(({ name }) => name);
    expect(missing(fields, named)).toEqual([]);
    expect(limitsIn(goGuide.prose)).toEqual(defaultLimits);
  });
});
