import { DateOnly, DateTime, TimeDelta, TimeOnly } from "../datetime/values.ts";
import { TemplateError } from "../errors.ts";
import type { Method } from "../methods/arguments.ts";
import { DICT_METHODS } from "../methods/dict.ts";
import { LIST_METHODS, TUPLE_METHODS } from "../methods/list.ts";
import { FLOAT_METHODS, INT_METHODS, numberProperty } from "../methods/number.ts";
import {
  DATE_METHODS,
  DATETIME_METHODS,
  TIME_METHODS,
  TIMEDELTA_METHODS,
  temporalProperty,
} from "../methods/temporal.ts";
import { MARKUP_METHODS, TEXT_METHODS } from "../methods/text.ts";
import { Behaving, Callable, type Runtime } from "../runtime.ts";
import {
  at,
  Bytes,
  Dict,
  Float,
  Generator,
  GroupTuple,
  HashedByText,
  Markup,
  Namespace,
  Range,
  Tuple,
  typeNameOf,
  Undefined,
  type Value,
} from "../values.ts";
import { codePointLength, hasSurrogates, slicePoints } from "./code-points.ts";
import { isDictDunder, isDunder } from "./dunder.ts";
import { integerOf, numericOf } from "./numbers.ts";
import { quoteText, reprText } from "./repr.ts";
import { suggest } from "./suggest.ts";

type MethodTable = ReadonlyMap<string, Method<never>>;

const BYTES_METHODS: ReadonlyMap<string, Method<Bytes>> = new Map<string, Method<Bytes>>([
  ["decode", (rt, self) => rt.made(new TextDecoder().decode(self.data))],
  [
    "hex",
    (rt, self) => rt.made(Array.from(self.data, (byte) => byte.toString(16).padStart(2, "0")).join("")),
  ],
]);

function methodTable(value: Value): MethodTable | undefined {
  switch (typeof value) {
    case "string":
      return TEXT_METHODS;
    case "number":
    case "bigint":
    case "boolean":
      return INT_METHODS;
    default:
      return value === null ? undefined : objectMethods(value);
  }
}

function objectMethods(
  value: Exclude<Value, string | number | bigint | boolean | null>,
): MethodTable | undefined {
  if (value instanceof Dict) return DICT_METHODS;
  if (Array.isArray(value)) return LIST_METHODS;
  if (value instanceof Tuple) return TUPLE_METHODS;
  if (value instanceof Markup) return MARKUP_METHODS;
  if (value instanceof Float) return FLOAT_METHODS;
  if (value instanceof Bytes) return BYTES_METHODS;
  if (!(value instanceof HashedByText)) return undefined;
  if (value instanceof DateTime) return DATETIME_METHODS;
  if (value instanceof TimeDelta) return TIMEDELTA_METHODS;
  if (value instanceof DateOnly) return DATE_METHODS;
  return value instanceof TimeOnly ? TIME_METHODS : undefined;
}

/** The method of a value, to be called with it; undefined when its type has none of that name. */
export function methodOf(value: Value, name: string): Method | undefined {
  // The table fits the value's type, which the compiler cannot follow.
  return methodTable(value)?.get(name) as Method | undefined;
}

/** A Python attribute of the value (never a key); undefined when there is none. */
function attributeOf(rt: Runtime, value: Value, name: string): Value | undefined {
  const found = methodOf(value, name);
  if (found !== undefined) {
    return new Callable(
      name,
      (runtime, args, kwargs) => found(runtime, value, args, kwargs),
      "builtin_function_or_method",
    );
  }
  if (value instanceof Behaving) return value.member(rt, name);
  if (value instanceof Namespace) return value.attributes.getText(name);
  if (value instanceof GroupTuple) {
    if (name === "grouper") return at(value.items, 0);
    return name === "list" ? at(value.items, 1) : undefined;
  }
  if (value instanceof HashedByText) return temporalProperty(value, name);
  if (value instanceof Range)
    return name === "start" || name === "stop" || name === "step" ? value[name] : undefined;
  if (value instanceof Callable) return value.members.get(name);
  const number = numericOf(value);
  return number === undefined ? undefined : numberProperty(number, name);
}

/** Whether a dict's attribute of that name is always its key, so that the map can be asked directly. */
export function isPlainKey(name: string): boolean {
  return !DICT_METHODS.has(name) && !isDictDunder(name) && name.charCodeAt(0) !== 0;
}

/** Jinja's `object.name` in the sandbox: attribute first, then key. */
export function getAttribute(rt: Runtime, object: Value, name: string): Value {
  if (object instanceof Dict) {
    const found = DICT_METHODS.has(name) || isDictDunder(name) ? undefined : object.getText(name);
    if (found !== undefined) return found;
  }
  if (object instanceof Undefined && !isDictDunder(name)) throw object.error();
  if (isDunder(object, name)) return unsafeAttribute(object, name);
  if (isInternal(object, name)) return unsafeAttribute(object, name);
  const attribute = attributeOf(rt, object, name);
  if (attribute !== undefined) return attribute;
  if (object instanceof Dict) {
    const found = object.getText(name);
    if (found !== undefined) return found;
  }
  return missingAttribute(object, name);
}

/** Jinja's `object[key]` in the sandbox: key first, then attribute. */
export function getItem(rt: Runtime, object: Value, key: Value): Value {
  const item = itemOf(object, key);
  if (item !== undefined) return item;
  const name = typeof key === "string" ? key : key instanceof Markup ? key.text : undefined;
  if (name === undefined) return missingItem(object, key);
  if (isDunder(object, name) || isInternal(object, name)) return unsafeAttribute(object, name);
  const attribute = attributeOf(rt, object, name);
  return attribute === undefined ? missingAttribute(object, name) : attribute;
}

function itemOf(object: Value, key: Value): Value | undefined {
  if (object instanceof Dict) return dictItem(object, key);
  if (object instanceof Undefined) throw object.error();
  const integer = integerOf(key);
  if (integer === undefined || typeof integer === "bigint") return undefined;
  if (Array.isArray(object)) return object[integer < 0 ? integer + object.length : integer];
  if (typeof object === "string") return characterAt(object, integer);
  if (object instanceof Tuple) return object.items[integer < 0 ? integer + object.items.length : integer];
  if (object instanceof Markup) {
    const character = characterAt(object.text, integer);
    return character === undefined ? undefined : new Markup(character);
  }
  if (object instanceof Bytes) return object.data[integer < 0 ? integer + object.data.length : integer];
  if (!(object instanceof Range)) return undefined;
  const index = integer < 0 ? integer + object.length : integer;
  return index >= 0 && index < object.length ? object.at(index) : undefined;
}

function dictItem(dict: Dict, key: Value): Value | undefined {
  if (typeof key === "string") return dict.getText(key);
  // Python turns "unhashable" into an undefined result here.
  if (Array.isArray(key) || key instanceof Dict) return undefined;
  return dict.get(key);
}

function characterAt(text: string, index: number): string | undefined {
  if (!hasSurrogates(text)) return text[index < 0 ? index + text.length : index];
  const length = codePointLength(text);
  const position = index < 0 ? index + length : index;
  return position >= 0 && position < length ? slicePoints(text, position, position + 1) : undefined;
}

const GENERATOR_INTERNALS = new Set(["gi_frame", "gi_code", "gi_running", "gi_yieldfrom", "gi_suspended"]);
const TYPE_INTERNALS = new Set(["mro"]);

/** Attributes that exist in Python and that the sandbox hides. */
function isInternal(object: Value, name: string): boolean {
  if (object instanceof Generator) return GENERATOR_INTERNALS.has(name);
  if (object instanceof Callable && object.typeName === "type") return TYPE_INTERNALS.has(name);

  return false;
}

function unsafeAttribute(object: Value, name: string): Undefined {
  return new Undefined(
    () =>
      `access to attribute ${quoteText(name)} of ${quoteText(typeNameOf(object).split(".").at(-1) ?? "")} object is unsafe.`,
    "sandbox",
  );
}

function missingAttribute(object: Value, name: string): Undefined {
  return new Undefined(
    () => `${quoteText(describe(object))} has no attribute ${quoteText(name)}`,
    "undefined",
    () => suggestKey(object, name),
  );
}

function missingItem(object: Value, key: Value): Undefined {
  return new Undefined(() => `${describe(object)} has no element ${reprText(key)}`);
}

const MODULES: Readonly<Record<string, string>> = {
  Markup: "markupsafe.Markup",
  Namespace: "jinja2.utils.Namespace",
  LoopContext: "jinja2.runtime.LoopContext",
  Macro: "jinja2.runtime.Macro",
  Cycler: "jinja2.utils.Cycler",
  Joiner: "jinja2.utils.Joiner",
};

function describe(object: Value): string {
  if (object === null) return "None";
  const name = typeNameOf(object);
  return `${MODULES[name] ?? name} object`;
}

function suggestKey(object: Value, name: string): string {
  const names: string[] = [];
  if (object instanceof Dict) {
    for (const key of object.keys()) if (typeof key === "string") names.push(key);
  }
  for (const method of methodTable(object)?.keys() ?? []) names.push(method);
  return suggest(name, names);
}

/** Calls a value; fails like Python for what cannot be called. */
export function callValue(
  rt: Runtime,
  callee: Value,
  args: Value[],
  kwargs: ReadonlyMap<string, Value> | null,
): Value {
  if (callee instanceof Callable) return callee.invoke(rt, args, kwargs);
  if (callee instanceof Behaving) return callee.call(rt, args, kwargs);
  if (callee instanceof Undefined) throw callee.error();
  throw new TemplateError("type", `'${typeNameOf(callee)}' object is not callable`);
}

export function isCallable(value: Value): boolean {
  return (
    value instanceof Callable || value instanceof Undefined || (value instanceof Behaving && value.isCallable)
  );
}
