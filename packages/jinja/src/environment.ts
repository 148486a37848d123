import { compileProgram, type Program } from "./compiler/compile.ts";
import { Context, type Variables } from "./compiler/context.ts";
import { callValue, getAttribute, getItem } from "./core/attributes.ts";
import { limitError, placeOf, TemplateError } from "./errors.ts";
import { builtinFilters } from "./filters/index.ts";
import { builtinGlobals } from "./globals.ts";
import { DEFAULT_LIMITS, type Limits } from "./limits.ts";
import { Callable, type Kwargs, type NativeFunction, Runtime, type Services } from "./runtime.ts";
import { builtinTests } from "./tests.ts";
import { at, type Value } from "./values.ts";

/**
 * A filter, test or global of the host. Filters and tests get the value as the first argument. It may throw
 * TemplateError; anything else it throws becomes one of kind runtime.
 */
export type HostFunction = (args: readonly Value[], kwargs: Kwargs) => Value;

export interface EnvironmentOptions {
  readonly filters?: Readonly<Record<string, HostFunction>>;
  readonly tests?: Readonly<Record<string, HostFunction>>;
  /** Functions, or plain values. */
  readonly globals?: Readonly<Record<string, HostFunction | Value>>;
  readonly limits?: Partial<Limits>;
}

export interface RenderOptions {
  /** The clock behind `time()`; default: the system's. */
  readonly now?: () => Date;
}

export interface Environment {
  /** Compiles a template; throws TemplateError for what Jinja finds at compile time. */
  compile(source: string): Template;
}

export interface Template {
  /**
   * Renders with the given variables, which are never changed: what a template does to them is undone at the end.
   * Throws TemplateError; its `partial` is what had been rendered before.
   */
  render(variables: Variables, options?: RenderOptions): string;
}

const EMPTY: Kwargs = new Map();

function adapt(name: string, run: HostFunction): NativeFunction {
  return (_rt, args, kwargs) => {
    try {
      return run(args, kwargs ?? EMPTY);
    } catch (error) {
      if (error instanceof TemplateError) throw error;
      throw new TemplateError("runtime", `${name} failed`);
    }
  };
}

function withHost(
  builtin: ReadonlyMap<string, NativeFunction>,
  extra: Readonly<Record<string, HostFunction>> = {},
): ReadonlyMap<string, NativeFunction> {
  return new Map([
    ...builtin,
    ...Object.entries(extra).map(([name, run]) => [name, adapt(name, run)] as const),
  ]);
}

/** Makes an environment: Jinja's and OnCall's filters, tests and globals, with the host's added or replacing them. */
export function createEnvironment(options: EnvironmentOptions = {}): Environment {
  const services: Services = {
    getAttribute,
    getItem,
    call: callValue,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    filters: withHost(builtinFilters(), options.filters),
    tests: withHost(builtinTests(), options.tests),
  };
  const globals = new Map(builtinGlobals());
  for (const [name, value] of Object.entries(options.globals ?? {})) {
    globals.set(name, typeof value === "function" ? new Callable(name, adapt(name, value)) : value);
  }
  return {
    compile: (source) => {
      const program = compileProgram(source, services);
      return {
        render: (variables, renderOptions = {}) =>
          render(
            program,
            new Runtime(services, new Context(variables, globals), renderOptions.now ?? systemClock),
          ),
      };
    },
  };
}

function systemClock(): Date {
  return new Date();
}

function render(program: Program, rt: Runtime): string {
  try {
    program.run(rt);
    return rt.out;
  } catch (error) {
    throw describeFailure(program, rt, error);
  } finally {
    rt.undoChanges();
  }
}

/** The error to throw: with its place and what had been rendered; a stack overflow is a limit like the others. */
function describeFailure(program: Program, rt: Runtime, error: unknown): unknown {
  const failure = error instanceof RangeError ? limitError("maximum recursion depth exceeded") : error;
  if (!(failure instanceof TemplateError)) return failure;
  const { start, end } = at(program.spans, rt.node);
  failure.locate(placeOf(program.source, start, end));
  failure.partial = rt.out;
  return failure;
}
