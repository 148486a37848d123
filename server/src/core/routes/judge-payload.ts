import { dumpJson, type Value } from "@tocsin/jinja";
import { cutText, isTruthyCondition, type TemplateEngine } from "../templates/index.ts";
import { compilePattern } from "./pattern.ts";
import type { RouteJudge, RouteVerdict } from "./rules.ts";

const shownLength = 200;

/**
 * Judges expressions on one alert. A regular expression is Python's `re.search(term, json.dumps(payload))`; one that
 * fails or takes too long does not match, nor does a template that fails.
 */
export function judgePayload(
  engine: TemplateEngine,
  payload: Value,
  variables: ReadonlyMap<string, Value>,
): RouteJudge {
  let dumped: string | undefined;
  return {
    judgeRegex(pattern) {
      const compiled = compilePattern(pattern);
      if ("failure" in compiled) return { kind: "failed", failure: compiled.failure };
      dumped ??= dumpJson(payload, { style: "python-ascii" });
      const found = compiled.regex.search(dumped);
      if (found === "exhausted") return exhausted;
      return { kind: found === null ? "not_matched" : "matched", rendered: null };
    },
    judgeTemplate(source) {
      const rendered = engine.render("jinja", source, variables);
      if (rendered.kind === "failed") return { kind: "failed", failure: rendered.failure };
      const kind = isTruthyCondition(rendered.text) ? "matched" : "not_matched";
      return { kind, rendered: cutText(rendered.text, shownLength) };
    },
  };
}

const exhausted: RouteVerdict = {
  kind: "failed",
  failure: {
    kind: "limit",
    message: "the search took too many steps",
    hint: "Avoid repeats inside repeats, as in `(a+)+`.",
    line: 1,
    column: 1,
  },
};
