import { parseJson, type Value } from "@tocsin/jinja";
import { createTemplateEngine } from "../../server/src/core/templates/index.ts";
import { alertmanager } from "../../server/src/integrations/alertmanager.ts";
import { alertBody } from "../load/alert-body.ts";
import { judge, type Row, showSpread } from "../row.ts";
import type { BenchSettings } from "../settings.ts";
import { spreadOf } from "../statistics.ts";

const renders = 50_000;

/** The title template of Alertmanager on one of its payloads, in this process, compiled once. */
export function measureTemplate({ rounds }: BenchSettings): Row[] {
  const engine = createTemplateEngine();
  const source = alertmanager.templates["web.title"] ?? "";
  const variables = new Map<string, Value>([["payload", parseJson(alertBody(1, "alert-1"))]]);

  function takeRound(): number {
    const startedAt = performance.now();
    for (let render = 0; render < renders; render += 1) {
      const rendered = engine.render("jinja", source, variables);
      if (rendered.kind !== "text") throw new Error("the title template failed");
    }
    return ((performance.now() - startedAt) * 1000) / renders;
  }

  takeRound();
  const microseconds = spreadOf(Array.from({ length: Math.max(rounds, 3) }, takeRound));
  return [
    {
      what: "a Jinja title template on an Alertmanager payload",
      measured: `${renders.toLocaleString("en-US")} renders`,
      result: `${showSpread(microseconds, 2)} µs`,
      atLeast: "5 µs",
      aim: "2 µs",
      verdict: judge(microseconds.median, { atLeast: 5, aim: 2, isMoreBetter: false }),
    },
  ];
}
