import { readFile } from "node:fs/promises";
import { parseJson, type Value } from "@tocsin/jinja";
import { createTemplateEngine, type Rendered, shownFailure } from "../core/templates/index.ts";
import { AppError } from "../platform/errors.ts";
import { type Command, exitCodes, readOptions, UsageError } from "./command.ts";
import { checkCases, readCases, toGoData } from "./template-cases.ts";

const languages = ["jinja", "go"] as const;

export const templateRenderCommand: Command = {
  name: "template render",
  usage: "TEMPLATE_FILE [--payload FILE] [--language jinja|go]",
  summary: "Render a template on a payload, as the server would.",
  help: `Prints the rendered text. A template that fails prints its error with line and column, and exits 1.

Options:
  --payload FILE     JSON file: the variable "payload" of Jinja, the data of Go; a notification (with
                     a list "alerts") becomes Grafana's notification data (default: an empty object)
  --language NAME    jinja (default) or go`,
  async run(words) {
    const options = { payload: { type: "string" }, language: { type: "string", default: "jinja" } } as const;
    const { values, positionals } = readOptions(words, options, true);
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new UsageError("Name one template file.");
    const language = languages.find((known) => known === values.language);
    if (!language) throw new UsageError(`--language must be one of ${languages.join(", ")}.`);
    const payload = values.payload === undefined ? "{}" : await readJson(values.payload);
    return print(file, renderFile(language, await readText(file), payload));
  },
};

function renderFile(language: (typeof languages)[number], source: string, payload: string): Rendered {
  const engine = createTemplateEngine();
  if (language === "go") return engine.render("go", source, toGoData(payload));
  return engine.render("jinja", source, new Map<string, Value>([["payload", parseJson(payload)]]));
}

function print(file: string, rendered: Rendered): number {
  if (rendered.kind === "text") {
    process.stdout.write(rendered.text);
    return exitCodes.done;
  }
  const { failure } = rendered;
  const hint = failure.hint ? ` (${failure.hint})` : "";
  console.error(`${file}:${failure.line}:${failure.column}: ${shownFailure(failure)}${hint}`);
  return exitCodes.failed;
}

export const templateCheckCommand: Command = {
  name: "template check",
  usage: "CASES_FILE…",
  summary: "Run files of template cases and tell which fail.",
  help: `A file is JSON with a list "cases", each with "name", "template", and what is expected:

  Jinja   "contextJson" (JSON text of the variables), "expected" or "error" (a class such as "undefined")
  Go      "data", "mode" (json or grafana), "missingkey", "expected" or "error" with "errorPhase" (parse or exec)

Lists each failure with what was expected and what came out, and ends with "N passed, M failed". Exits 1 when any failed.`,
  async run(words) {
    const { positionals } = readOptions(words, {}, true);
    if (positionals.length === 0) throw new UsageError("Name at least one file of cases.");
    let passed = 0;
    let failed = 0;
    for (const file of positionals) {
      for (const { name, expected, got } of checkCases(readCases(file, await readText(file)))) {
        if (expected === got) {
          passed += 1;
          continue;
        }
        failed += 1;
        console.log(`${name}\n  expected: ${expected}\n  got:      ${got}`);
      }
    }
    console.log(`${passed} passed, ${failed} failed`);
    return failed === 0 ? exitCodes.done : exitCodes.failed;
  },
};

async function readJson(file: string): Promise<string> {
  const text = await readText(file);
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    throw new AppError(
      "invalid_input",
      `${file} is not JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new AppError(
      "invalid_input",
      `${file} cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  }
}
