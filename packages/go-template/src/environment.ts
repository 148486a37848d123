import { builtins } from "./functions/builtins.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { compileSources, type TemplateTable } from "./run/compile.ts";
import type { MissingKey } from "./run/run.ts";
import { Template } from "./template.ts";
import { asTemplateError } from "./translate-error.ts";
import type { GoFunction } from "./values/model.ts";
import { fromOutside } from "./values/text.ts";

/** A text with the name its definitions are reported under. */
export interface NamedSource {
  readonly name: string;
  readonly source: string;
}

/** How the templates of an environment behave. */
export interface EnvironmentOptions {
  /** Functions besides Go's own; a name given here replaces the built-in one. */
  readonly functions?: ReadonlyMap<string, GoFunction>;
  readonly limits?: Partial<Limits>;
  /** What a missing map key yields; Grafana and Alertmanager use `zero`, Go's own default is `default`. */
  readonly missingKey?: MissingKey;
}

/** Compiles templates that share functions, limits and options. */
export interface Environment {
  readonly limits: Limits;
  /** Compiles a text, or several texts into one set. Throws TemplateError of kind `parse` or `limit`. */
  compile(source: string | readonly NamedSource[]): Template;
}

/** An environment with Go's built-in functions and the given ones. */
export function createEnvironment(options: EnvironmentOptions = {}): Environment {
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const functions = options.functions ?? new Map<string, GoFunction>();
  const table: TemplateTable = {
    functions,
    names: [...functions.keys(), ...builtins.keys()],
    builtins,
    limits,
    missingKey: options.missingKey ?? "default",
  };
  return { limits, compile: (source) => compileTemplate(table, source) };
}

function compileTemplate(table: TemplateTable, source: string | readonly NamedSource[]): Template {
  const sources = typeof source === "string" ? [{ name: "", source }] : source;
  const named = sources.map((each) => ({ name: fromOutside(each.name), text: fromOutside(each.source) }));
  try {
    return new Template(table, compileSources(table, named), named.at(-1)?.name ?? "");
  } catch (error) {
    throw asTemplateError(error, {
      partial: "",
      knownNames: table.names,
    });
  }
}
