import type { Names } from "../runtime.ts";
import type { Value } from "../values.ts";

export type Variables = ReadonlyMap<string, Value> | Readonly<Record<string, Value>>;

/** Where names that no scope knows are looked up: exported variables, the caller's, the environment's. */
export class Context implements Names {
  readonly exported: Map<string, Value>;
  private readonly variables: Variables;
  private readonly globals: ReadonlyMap<string, Value>;

  constructor(
    variables: Variables,
    globals: ReadonlyMap<string, Value>,
    exported: Map<string, Value> = new Map(),
  ) {
    this.variables = variables;
    this.globals = globals;
    this.exported = exported;
  }

  resolve(name: string): Value | undefined {
    const own = this.exported.size > 0 ? this.exported.get(name) : undefined;
    if (own !== undefined) return own;
    const given = this.given(name);
    return given === undefined ? this.globals.get(name) : given;
  }

  private given(name: string): Value | undefined {
    const { variables } = this;
    if (isMap(variables)) return variables.get(name);
    return Object.hasOwn(variables, name) ? variables[name] : undefined;
  }

  /** The context of a scoped block: sees the variables around it. */
  derive(locals: ReadonlyMap<string, Value>): Context {
    return new Context(this.variables, this.globals, new Map([...this.exported, ...locals]));
  }

  /** All names, for suggestions. */
  names(): string[] {
    const given = isMap(this.variables) ? [...this.variables.keys()] : Object.keys(this.variables);
    return [...given, ...this.exported.keys(), ...this.globals.keys()];
  }
}

function isMap(variables: Variables): variables is ReadonlyMap<string, Value> {
  return variables instanceof Map;
}
