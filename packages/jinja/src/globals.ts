import { isTrue } from "./core/iterate.ts";
import { indexOf } from "./core/numbers.ts";
import { defineFunction, noKeywords } from "./core/signature.ts";
import { DateTime, UTC } from "./datetime/values.ts";
import { TemplateError, typeError, valueError } from "./errors.ts";
import { updateDict } from "./methods/dict.ts";
import { Behaving, Callable, type NativeFunction, type Runtime } from "./runtime.ts";
import { lorem } from "./text/lorem.ts";
import { at, Dict, Markup, Namespace, Range, type Value } from "./values.ts";

function range(rt: Runtime, args: Value[]): Value {
  const [a = null, b, c = 1] = args;
  if (args.length < 1 || args.length > 3) {
    throw typeError(
      `range expected ${args.length === 0 ? "at least 1 argument" : "at most 3 arguments"}, got ${args.length}`,
    );
  }
  const step = indexOf(c);
  if (step === 0) throw valueError("range() arg 3 must not be zero");
  const start = b === undefined ? 0 : indexOf(a);
  const made = new Range(start, b === undefined ? indexOf(a) : indexOf(b), step);
  if (made.length > rt.limits.rangeSize) {
    throw new TemplateError(
      "overflow",
      `Range too big. The sandbox blocks ranges larger than MAX_RANGE (${rt.limits.rangeSize}).`,
    );
  }
  return made;
}

class Cycler extends Behaving {
  override readonly typeName = "Cycler";
  private readonly items: readonly Value[];
  private position = 0;

  constructor(items: readonly Value[]) {
    super();
    this.items = items;
  }

  override member(_rt: Runtime, name: string): Value | undefined {
    switch (name) {
      case "current":
        return at(this.items, this.position);
      case "next":
        return new Callable("next", () => this.next(), "method");
      case "reset":
        return new Callable("reset", () => this.reset(), "method");
      case "items":
        return [...this.items];
      default:
        return name === "pos" ? this.position : undefined;
    }
  }

  private next(): Value {
    const item = at(this.items, this.position);
    this.position = (this.position + 1) % this.items.length;
    return item;
  }

  private reset(): Value {
    this.position = 0;
    return null;
  }
}

class Joiner extends Behaving {
  override readonly typeName = "Joiner";
  private readonly separator: Value;
  private used = false;

  constructor(separator: Value) {
    super();
    this.separator = separator;
  }

  override get isCallable(): boolean {
    return true;
  }

  override member(_rt: Runtime, name: string): Value | undefined {
    return name === "sep" ? this.separator : name === "used" ? this.used : undefined;
  }

  override call(): Value {
    if (this.used) return this.separator;
    this.used = true;
    return "";
  }
}

function makeDict(rt: Runtime, args: Value[], kwargs: ReadonlyMap<string, Value> | null): Dict {
  if (args.length > 1) throw typeError(`dict expected at most 1 argument, got ${args.length}`);
  const dict = new Dict();
  updateDict(rt, dict, args[0], kwargs);
  return dict;
}

function now(rt: Runtime): Value {
  const milliseconds = rt.now().getTime();
  const seconds = Math.floor(milliseconds / 1000);
  return new DateTime(seconds, (milliseconds - seconds * 1000) * 1000, UTC);
}

function lipsum(rt: Runtime, [n = 5, html = true, min = 20, max = 100]: readonly Value[]): Value {
  const options = { paragraphs: indexOf(n), html: isTrue(html), min: indexOf(min), max: indexOf(max) };
  if (options.min >= options.max)
    throw valueError(`empty range in randrange(${options.min}, ${options.max})`);
  rt.reserveText(Math.max(0, options.paragraphs) * Math.max(1, options.max) * 12);
  const text = lorem(options);
  return options.html ? new Markup(text) : text;
}

/** All globals of Jinja 3.1, and `time`. */
export function builtinGlobals(): ReadonlyMap<string, Value> {
  const functions: readonly (readonly [string, NativeFunction, string?])[] = [
    [
      "range",
      (rt, args, kwargs) => {
        noKeywords("range", kwargs);
        return range(rt, args);
      },
    ],
    ["dict", makeDict, "type"],
    [
      "cycler",
      (_rt, args) => {
        if (args.length === 0) throw new TemplateError("runtime", "at least one item has to be provided");
        return new Cycler(args);
      },
      "type",
    ],
    [
      "joiner",
      defineFunction("joiner", [["sep", ", "]], (_rt, [separator = ", "]) => new Joiner(separator)),
      "type",
    ],
    ["namespace", (rt, args, kwargs) => new Namespace(makeDict(rt, args, kwargs)), "type"],
    [
      "lipsum",
      defineFunction(
        "lipsum",
        [
          ["n", 5],
          ["html", true],
          ["min", 20],
          ["max", 100],
        ],
        lipsum,
      ),
    ],
    ["time", defineFunction("time", [], now)],
  ];
  return new Map(functions.map(([name, run, typeName]) => [name, new Callable(name, run, typeName)]));
}
