import { readFile } from "node:fs/promises";
import { parseJson, type Value } from "@tocsin/jinja";
import { createTemplateEngine, shownFailure } from "../core/templates/index.ts";
import { type Command, exitCodes, readOptions, UsageError } from "./command.ts";

export const templateRenderCommand: Command = {
  name: "template render",
  usage: "TEMPLATE_FILE --payload PAYLOAD_FILE",
  summary: "Render a Jinja template on a payload, as the server would.",
  help: `Prints the rendered text. A template that fails prints its error with line and column, and exits 1.

Options:
  --payload FILE   JSON file that the template sees as "payload" (default: an empty object)`,
  async run(words) {
    const { values, positionals } = readOptions(words, { payload: { type: "string" } }, true);
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new UsageError("Name one template file.");
    const source = await readFile(file, "utf8");
    const payload = parseJson(values.payload === undefined ? "{}" : await readFile(values.payload, "utf8"));
    const variables = new Map<string, Value>([["payload", payload]]);
    const rendered = createTemplateEngine().render("jinja", source, variables);
    if (rendered.kind === "text") {
      process.stdout.write(rendered.text);
      return exitCodes.done;
    }
    const { failure } = rendered;
    console.error(
      `${file}:${failure.line}:${failure.column}: ${shownFailure(failure)}${failure.hint ? ` (${failure.hint})` : ""}`,
    );
    return exitCodes.failed;
  },
};
