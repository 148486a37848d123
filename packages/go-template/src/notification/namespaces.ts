import { FunctionError } from "../errors.ts";
import { sprint, typeName } from "../format/print.ts";
import { fixed } from "../functions/define.ts";
import { toJson } from "../json/encode.ts";
import { timeFromNanoseconds, timeType } from "../time/time.ts";
import { findZone, utc } from "../time/zones.ts";
import {
  type CallContext,
  type GoFunction,
  type GoType,
  List,
  type Method,
  Struct,
  type Value,
} from "../values/model.ts";
import { anyMapType, anySliceType, anyType, stringType } from "../values/types.ts";
import { dictionaryOf, listOf, textOf } from "../values/values.ts";
import { parseYaml } from "../yaml/parse.ts";

type Call = (args: readonly Value[], context: CallContext) => Value;

/** Functions without arguments that give an object with methods: `coll.Dict`, `data.ToJSON`, `tmpl.Exec`, `time.Now`. */
export const namespaces: readonly (readonly [string, GoFunction])[] = [
  [
    "coll",
    namespace("coll", [
      ["Dict", { params: [], variadic: anyType, result: anyMapType }, dictionary],
      ["Slice", { params: [], variadic: anyType, result: anySliceType }, (args) => listOf(args)],
      ["Append", { params: [anyType, anyType], result: anySliceType }, append],
    ]),
  ],
  [
    "data",
    namespace("data", [
      ["JSON", { params: [anyType], result: anyType }, ([value], context) => parseData(value, context)],
      ["ToJSON", { params: [anyType], result: stringType }, ([value], context) => toJson(context, value)],
      [
        "ToJSONPretty",
        { params: [stringType, anyType], result: stringType },
        ([indent, value], context) => toJson(context, value, textOf(indent) ?? ""),
      ],
    ]),
  ],
  [
    "tmpl",
    namespace("tmpl", [
      ["Exec", { params: [stringType], variadic: anyType, result: stringType }, execute],
      ["Inline", { params: [], variadic: anyType, result: stringType }, inline],
    ]),
  ],
  ["time", namespace("time", [["Now", { params: [], result: timeType }, now]])],
];

type NamedCall = readonly [name: string, signature: Omit<Method, "call">, call: Call];

function namespace(name: string, calls: readonly NamedCall[]): GoFunction {
  const methods = new Map<string, Method>();
  for (const [method, signature, call] of calls) {
    methods.set(method, { ...signature, call: (_self, args, context) => call(args, context) });
  }
  const type: GoType = { kind: "struct", name: `*templates.${name}Namespace`, fields: [], methods };
  const object = new Struct(type, []);
  return fixed([], anyType, () => object);
}

/** Keys become text; a last key without value gets an empty text; the last of equal keys wins. */
function dictionary(args: readonly Value[], context: CallContext): Value {
  const entries = new Map<string, Value>();
  for (let i = 0; i < args.length; i += 2) {
    const key = args[i];
    const name = key === undefined || key === null ? "nil" : sprint(context, [key]);
    entries.set(name, i + 1 < args.length ? (args[i + 1] ?? null) : "");
  }
  return dictionaryOf(entries);
}

/** Always a new list: Go's append may overwrite what another list shares, which nobody can want. */
function append([value, list]: readonly Value[], context: CallContext): Value {
  if (!(list instanceof List)) throw new FunctionError(`expected a list, but got a ${typeName(list)}`);
  context.charge(1 + (list.items.length >> 3));
  return listOf([...list.items, value]);
}

function parseData(value: Value, context: CallContext): Value {
  const text = textOf(value) ?? sprint(context, [value]);
  return parseYaml(text, context);
}

/** Without a context, or with several, the template's dot is nil. */
function execute(args: readonly Value[], context: CallContext): Value {
  const [name, data] = args;
  const templateName = textOf(name) ?? "";
  if (templateName === "") throw new FunctionError("template name must not be empty");
  return context.templates.exec(templateName, args.length === 2 ? data : undefined);
}

function inline(args: readonly Value[], context: CallContext): Value {
  const [source, data] = args;
  if (args.length !== 2) {
    throw new FunctionError(`wrong number of args for tpl: want 2 - got ${args.length}`);
  }
  if (typeof source !== "string")
    throw new FunctionError(`wrong input: first arg must be string, got ${typeName(source)}`);
  return context.templates.inline(source, data);
}

function now(_args: readonly Value[], context: CallContext): Value {
  return timeFromNanoseconds(context.now, findZone("Local") ?? utc);
}
