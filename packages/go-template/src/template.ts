import { FunctionError } from "./errors.ts";
import { quoteText } from "./format/quote.ts";
import { type CompiledSet, compileSources, SourceFailure, type TemplateTable } from "./run/compile.ts";
import { type Body, ExecFailure, Run } from "./run/run.ts";
import type { ListNode } from "./syntax/ast.ts";
import { asTemplateError, innerFailureText } from "./translate-error.ts";
import type { TemplateCalls, Value } from "./values/model.ts";
import { canonicalText, toOutside } from "./values/text.ts";

/** What one render may be given. */
export interface RenderOptions {
  /** The time `time.Now` tells; the system's when absent. */
  readonly now?: Date;
}

const nowhere: ListNode = { kind: "list", position: 0, source: { name: "", text: "" }, nodes: [] };

/** A compiled set of templates. Renders any number of times; a render changes nothing. */
export class Template {
  private readonly table: TemplateTable;
  private readonly set: CompiledSet;
  private readonly name: string;
  /** The set `tmpl.Exec` looks in: the stored templates, without those of the text being rendered. */
  private readonly stored: CompiledSet | undefined;

  constructor(table: TemplateTable, set: CompiledSet, name: string, stored?: CompiledSet) {
    this.table = table;
    this.set = set;
    this.name = name;
    this.stored = stored;
  }

  /** The names of all templates of the set. */
  names(): string[] {
    return [...this.set.roots.keys()];
  }

  /** Renders the text compiled last. Throws TemplateError, which keeps what was rendered before the failure. */
  render(data: Value, options: RenderOptions = {}): string {
    return this.run(this.name, this.set.main, data, options);
  }

  /** Renders one template of the set. Throws TemplateError. */
  renderNamed(name: string, data: Value, options: RenderOptions = {}): string {
    return this.run(name, this.set.bodies.get(name), data, options);
  }

  /**
   * Compiles a text that may call the templates of this set; its own definitions stay its own, and `tmpl.Exec` does
   * not see them. Throws TemplateError.
   */
  compileWith(source: string, name = ""): Template {
    try {
      const set = compileSources(this.table, [{ name, text: source }], this.set);
      return new Template(this.table, set, name, this.set);
    } catch (error) {
      throw asTemplateError(error, {
        partial: "",
        knownNames: this.table.names,
      });
    }
  }

  private run(name: string, body: Body | undefined, data: Value, options: RenderOptions): string {
    const run = this.start(options);
    try {
      if (!body) throw new ExecFailure(`no template ${quoteText(name)} in this set`, nowhere, name);
      run.callTemplate(name, body, data);
      return toOutside(run.out);
    } catch (error) {
      throw asTemplateError(error, {
        partial: toOutside(run.out),
        knownNames: this.table.names,
        node: run.node,
        templateName: run.templateName,
      });
    }
  }

  private start(options: RenderOptions): Run {
    const now = BigInt(options.now?.getTime() ?? Date.now()) * 1_000_000n;
    const { limits, missingKey } = this.table;
    const calls = (run: Run): TemplateCalls => templateCalls(this.table, this.stored ?? this.set, run);
    return new Run({ limits, missingKey, now, templates: this.set, calls }, nowhere);
  }
}

/** `tmpl.Exec` and `tmpl.Inline`: failures inside are failures of the call. */
function templateCalls(table: TemplateTable, stored: CompiledSet, run: Run): TemplateCalls {
  return {
    exec: (name, data) => asFunctionFailure(() => execute(run, stored, name, data)),
    inline: (text, data) =>
      asFunctionFailure(() => {
        run.charge(50 + text.length);
        const set = compileSources(table, [{ name: "", text }], stored);
        return canonicalText(run.capture({ name: "", body: set.main, set }, data));
      }),
  };
}

function execute(run: Run, stored: CompiledSet, name: string, data: Value): string {
  const body = stored.bodies.get(name);
  if (!body) throw new FunctionError(`template ${quoteText(name)} not defined`);
  return run.capture({ name, body, set: stored }, data);
}

function asFunctionFailure<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof ExecFailure || error instanceof SourceFailure) {
      throw new FunctionError(innerFailureText(error));
    }
    throw error;
  }
}
