import { TemplateError, typeError } from "../errors.ts";
import type { Kwargs, NativeFunction, Runtime } from "../runtime.ts";
import { at, Undefined, type Value } from "../values.ts";

/** A parameter: its name, or name and default. */
export type Parameter = string | readonly [string, Value];

/** Stands for "not given" where None is a meaningful argument. */
export const NOT_GIVEN = new Undefined(() => "missing argument");

/** Binds positional and keyword arguments to parameters, with Python's errors. */
export class Signature {
  private readonly name: string;
  private readonly names: readonly string[];
  private readonly defaults: readonly (Value | undefined)[];

  constructor(name: string, parameters: readonly Parameter[]) {
    this.name = name;
    this.names = parameters.map((parameter) => (typeof parameter === "string" ? parameter : parameter[0]));
    this.defaults = parameters.map((parameter) => (typeof parameter === "string" ? undefined : parameter[1]));
  }

  bind(args: Value[], kwargs: Kwargs | null): Value[] {
    const count = this.names.length;
    if (args.length === count && kwargs === null) return args;
    if (args.length > count) {
      throw typeError(`${this.name}() takes at most ${count} arguments (${args.length} given)`);
    }
    const bound: (Value | undefined)[] = args.slice();
    if (kwargs !== null) this.bindKeywords(bound, args.length, kwargs);
    for (let index = 0; index < count; index += 1) {
      if (bound[index] !== undefined) continue;
      const fallback = this.defaults[index];
      if (fallback === undefined) {
        throw typeError(`${this.name}() missing required argument: '${at(this.names, index)}'`);
      }
      bound[index] = fallback;
    }
    return bound as Value[];
  }

  private bindKeywords(bound: (Value | undefined)[], positional: number, kwargs: Kwargs): void {
    for (const [name, value] of kwargs) {
      const index = this.names.indexOf(name);
      if (index < 0) throw typeError(`${this.name}() got an unexpected keyword argument '${name}'`);
      if (index < positional) throw typeError(`${this.name}() got multiple values for argument '${name}'`);
      bound[index] = value;
    }
  }
}

/** A native function with named parameters; `run` gets one value for each of them. */
export function defineFunction(
  name: string,
  parameters: readonly Parameter[],
  run: (rt: Runtime, args: readonly Value[]) => Value,
): NativeFunction {
  const signature = new Signature(name, parameters);
  return (rt, args, kwargs) => run(rt, signature.bind(args, kwargs));
}

/** Fails when keyword arguments were given to a function that takes none. */
export function noKeywords(name: string, kwargs: Kwargs | null): void {
  if (kwargs !== null && kwargs.size > 0) throw typeError(`${name}() takes no keyword arguments`);
}

export function filterArgumentError(message: string): TemplateError {
  return new TemplateError("filter-argument", message);
}
