import { LimitReached } from "../errors.ts";
import type { Limits } from "../limits.ts";
import { isEmptyBody, type ListNode, type Source } from "../syntax/ast.ts";
import { ParseFailure } from "../syntax/parse-state.ts";
import { parseSource } from "../syntax/parser.ts";
import { compileBody } from "./compile-body.ts";
import type { FunctionTable } from "./compile-expression.ts";
import type { Body, MissingKey, TemplateSet } from "./run.ts";

/** What every template of an environment shares. */
export interface TemplateTable extends FunctionTable {
  readonly limits: Limits;
  readonly missingKey: MissingKey;
  /** All function names, for suggestions. */
  readonly names: readonly string[];
}

/** A set of compiled templates, with what is needed to add to it. */
export interface CompiledSet extends TemplateSet {
  readonly roots: ReadonlyMap<string, ListNode>;
  /** The text outside definitions of the source compiled last: what a render without a name renders. */
  readonly main: Body;
}

/** A source is not a template. */
export class SourceFailure extends Error {
  override readonly name = "SourceFailure";
  readonly source: Source;

  constructor(source: Source, cause: ParseFailure) {
    super(cause.message, { cause });
    this.source = source;
  }
}

/**
 * Parses sources into one set: a later definition replaces an earlier one, unless it is empty. Throws SourceFailure
 * or LimitReached.
 */
export function compileSources(
  table: TemplateTable,
  sources: readonly Source[],
  base?: CompiledSet,
): CompiledSet {
  const roots = new Map(base?.roots);
  const bodies = new Map(base?.bodies);
  let main: Body = () => undefined;
  for (const source of sources) {
    if (source.text.length > table.limits.maxSource) {
      throw new LimitReached(`exceeded the source limit of ${table.limits.maxSource} characters`);
    }
    for (const [name, root] of parse(table, source)) {
      const body = compileBody(table, root);
      // Even an empty text is what its own render shows, though it never replaces a template of its name.
      if (name === source.name) main = body;
      if (roots.has(name) && isEmptyBody(root)) continue;
      roots.set(name, root);
      bodies.set(name, body);
    }
  }
  return { roots, bodies, main };
}

function parse(table: TemplateTable, source: Source): ReadonlyMap<string, ListNode> {
  try {
    return parseSource(source, {
      isFunction: (name) => table.functions.has(name) || table.builtins.has(name),
      maxNesting: table.limits.maxNesting,
    });
  } catch (error) {
    if (error instanceof ParseFailure) throw new SourceFailure(source, error);
    throw error;
  }
}
