import { type TemplateError, typeError } from "../errors.ts";
import { Callable, Frame, type Kwargs, type NativeFunction, type Runtime } from "../runtime.ts";
import { Dict, Markup, Tuple, Undefined, type Value } from "../values.ts";
import type { Execute } from "./frame.ts";

/** A compiled macro body: fills its parameters (undefined: not given) and writes its output. */
export interface MacroBody {
  readonly name: string | null;
  readonly parameters: readonly string[];
  readonly takesCaller: boolean;
  readonly takesKwargs: boolean;
  readonly takesVarargs: boolean;
  readonly cost: number;
  frameSize(): number;
  assign(rt: Runtime, values: readonly (Value | undefined)[]): void;
  readonly body: Execute;
}

/** The macro as a value that templates call; `frame` is where it was defined. */
export function makeMacro(macro: MacroBody, frame: Frame): Callable {
  return new Macro(macro, frame);
}

class Macro extends Callable {
  override readonly members: ReadonlyMap<string, Value>;

  constructor(macro: MacroBody, frame: Frame) {
    const run: NativeFunction = (rt, args, kwargs) =>
      invoke(rt, macro, frame, bindArguments(macro, args, kwargs));
    super(macro.name ?? "", run, "Macro");
    this.members = new Map<string, Value>([
      ["name", macro.name],
      ["arguments", new Tuple(macro.parameters)],
      ["catch_kwargs", macro.takesKwargs],
      ["catch_varargs", macro.takesVarargs],
      ["caller", macro.takesCaller],
    ]);
  }
}

function invoke(rt: Runtime, macro: MacroBody, frame: Frame, values: readonly (Value | undefined)[]): Value {
  rt.enter();
  rt.spend(macro.cost);
  const saved = rt.frame;
  rt.frame = new Frame(macro.frameSize(), frame);
  try {
    const text = rt.capture(() => {
      macro.assign(rt, values);
      macro.body(rt);
    });
    rt.reserveText(text.length >> 2);
    return rt.autoescape ? new Markup(text) : text;
  } finally {
    rt.frame = saved;
    rt.leave();
  }
}

function bindArguments(
  macro: MacroBody,
  args: readonly Value[],
  kwargs: Kwargs | null,
): (Value | undefined)[] {
  const { parameters } = macro;
  const rest = new Map(kwargs ?? []);
  const values: (Value | undefined)[] = args.slice(0, parameters.length);
  let foundCaller = values.length === parameters.length && parameters.includes("caller");
  for (const name of parameters.slice(values.length)) {
    values.push(rest.get(name));
    rest.delete(name);
    if (name === "caller") foundCaller = true;
  }
  if (macro.takesCaller && !foundCaller) {
    values.push(rest.get("caller") ?? new Undefined(() => "No caller defined"));
    rest.delete("caller");
  }
  if (macro.takesKwargs) values.push(dictOf(rest));
  else if (rest.size > 0) throw unexpectedKeyword(macro, rest);
  if (macro.takesVarargs) values.push(new Tuple(args.slice(parameters.length)));
  else if (args.length > parameters.length) {
    throw typeError(`macro ${quoted(macro)} takes not more than ${parameters.length} argument(s)`);
  }
  return values;
}

function dictOf(entries: ReadonlyMap<string, Value>): Dict {
  const dict = new Dict();
  for (const [key, value] of entries) dict.set(key, value);
  return dict;
}

function quoted(macro: MacroBody): string {
  return macro.name === null ? "None" : `'${macro.name}'`;
}

function unexpectedKeyword(macro: MacroBody, rest: ReadonlyMap<string, Value>): TemplateError {
  if (rest.has("caller")) {
    return typeError(
      `macro ${quoted(macro)} was invoked with two values for the special caller argument. This is most likely a bug.`,
    );
  }
  return typeError(`macro ${quoted(macro)} takes no keyword argument '${[...rest.keys()][0]}'`);
}
