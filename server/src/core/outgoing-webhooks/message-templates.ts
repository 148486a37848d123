import { createEnvironment, Markup, type Value } from "@tocsin/jinja";
import { createTemplateEngine, type TemplateEngine } from "../templates/index.ts";
import { unescapeTexts } from "./json-escape.ts";
import type { MessageTemplates } from "./render.ts";

type Filter = (args: readonly Value[], kwargs: ReadonlyMap<string, Value>) => Value;

/**
 * The templates of outgoing messages. Where values are escaped for JSON, the filters that write JSON themselves read
 * them back first: in OnCall `{{ alert_payload | tojson }}` arrived escaped twice, which nobody wanted.
 */
export function createMessageTemplates(plain: TemplateEngine): MessageTemplates {
  const environment = createEnvironment({
    filters: {
      tojson: jsonFilter("tojson"),
      tojson_pretty: jsonFilter("tojson_pretty"),
      json_dumps: jsonFilter("json_dumps"),
    },
  });
  const escaping = createTemplateEngine(environment);
  return {
    raw: (source, variables) => plain.render("jinja", source, variables),
    escaped: (source, variables) => escaping.render("jinja", source, variables),
  };
}

/** The engine's own filter of this name, on unescaped values. */
function jsonFilter(name: "tojson" | "tojson_pretty" | "json_dumps"): Filter {
  const environment = createEnvironment();
  const bare = environment.compile(`{{ value | ${name} }}`);
  const indented = environment.compile(`{{ value | ${name}(indent) }}`);
  return ([value = null, positional], kwargs) => {
    const indent = positional ?? kwargs.get("indent");
    const variables = new Map([["value", unescapeTexts(value)]]);
    const text =
      indent === undefined
        ? bare.render(variables)
        : indented.render(new Map([...variables, ["indent", indent]]));
    return name === "tojson" ? new Markup(text) : text;
  };
}
