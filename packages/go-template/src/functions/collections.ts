import { FunctionError } from "../errors.ts";
import { typeName } from "../format/print.ts";
import {
  type CallContext,
  Dictionary,
  Integer,
  List,
  NamedText,
  Pointer,
  type Value,
} from "../values/model.ts";
import { byteLength, fromBytes, toBytes } from "../values/text.ts";
import { anyType, uint8Type } from "../values/types.ts";
import { indirect, integerOf, isAssignable, textOf, typeOf, zeroOf } from "../values/values.ts";

/** `len`: bytes of a text, elements of a list or map. Throws FunctionError for everything else. */
export function lengthOf(value: Value, context: CallContext): number {
  // Both wordings are Go's: the nil interface is found first, no value at all only by reflection.
  if (value === undefined) throw new FunctionError("reflect: call of reflect.Value.Type on zero Value");
  const item = indirect(value);
  if (item === null || (item instanceof Pointer && item.isNil)) throw new FunctionError("len of nil pointer");
  const text = textOf(item);
  if (text !== undefined) {
    context.charge(text.length >> 5);
    return byteLength(text);
  }
  if (item instanceof List) return item.items.length;
  if (item instanceof Dictionary) return item.entries.size;
  throw new FunctionError(`len of type ${typeName(item)}`);
}

/** `index`: elements of elements. Throws FunctionError when an index does not fit. */
export function indexInto(args: readonly Value[], context: CallContext): Value {
  const [first, ...indexes] = args;
  if (first === undefined || first === null) throw new FunctionError("index of untyped nil");
  let item: Value = first;
  for (const index of indexes) {
    context.charge(1);
    item = indirect(item);
    if (item === null || (item instanceof Pointer && item.isNil))
      throw new FunctionError("index of nil pointer");
    item = elementAt(item, index, context);
  }
  return item;
}

/** `slice`: a part of a list or text, in bytes. Throws FunctionError when a bound does not fit. */
export function sliceOfValue(args: readonly Value[], context: CallContext): Value {
  const [first, ...bounds] = args;
  if (first === undefined || first === null) throw new FunctionError("slice of untyped nil");
  const item = indirect(first);
  if (item === null || (item instanceof Pointer && item.isNil))
    throw new FunctionError("slice of nil pointer");
  if (bounds.length > 3) throw new FunctionError(`too many slice indexes: ${bounds.length}`);
  const text = textOf(item);
  if (text !== undefined && bounds.length === 3) throw new FunctionError("cannot 3-index slice a string");
  if (text !== undefined) {
    context.charge(text.length >> 1);
    const bytes = toBytes(text);
    const { start, end } = checkBounds(bounds, bytes.length);
    const part = fromBytes(bytes.subarray(start, end));
    return item instanceof NamedText ? new NamedText(item.type, part) : part;
  }
  if (!(item instanceof List)) throw new FunctionError(`can't slice item of type ${typeName(item)}`);
  const { start, end } = checkBounds(bounds, item.items.length);
  context.charge((end - start) >> 2);
  return new List(item.type, item.items.slice(start, end));
}

function elementAt(item: Value, index: Value, context: CallContext): Value {
  if (item instanceof Dictionary) return entryOf(item, index);
  if (item instanceof List) return item.items[checkIndex(index, item.items.length, "slice")] ?? null;
  const text = textOf(item);
  if (text === undefined) throw new FunctionError(`can't index item of type ${typeName(item)}`);
  context.charge(text.length >> 1);
  const bytes = toBytes(text);
  return new Integer(uint8Type, BigInt(bytes[checkIndex(index, bytes.length, "string")] ?? 0));
}

function entryOf(map: Dictionary, index: Value): Value {
  const keyType = map.type.key ?? anyType;
  const elemType = map.type.elem ?? anyType;
  if (index === undefined || index === null) {
    if (keyType !== anyType) throw new FunctionError(`value is nil; should be of type ${keyType.name}`);
    return map.entries.get(null) ?? zeroOf(elemType);
  }
  const type = typeOf(index);
  if (!type || !isAssignable(type, keyType)) {
    throw new FunctionError(`value has type ${typeName(index)}; should be ${keyType.name}`);
  }
  const found = map.entries.get(index);
  return found === undefined ? zeroOf(elemType) : found;
}

/**
 * An index into something of this length. Go lets the length itself through here and then panics with its own text;
 * the check is the same error to us.
 */
function checkIndex(index: Value, length: number, container: "slice" | "string"): number {
  const position = checkPosition(index, length);
  if (position === length) throw new FunctionError(`reflect: ${container} index out of range`);
  return position;
}

function checkPosition(index: Value, limit: number): number {
  if (index === undefined || index === null) throw new FunctionError("cannot index slice/array with nil");
  const integer = integerOf(index);
  if (integer === undefined) throw new FunctionError(`cannot index slice/array with type ${typeName(index)}`);
  if (integer < 0n || integer > BigInt(limit)) throw new FunctionError(`index out of range: ${integer}`);
  return Number(integer);
}

function checkBounds(bounds: readonly Value[], capacity: number): { start: number; end: number } {
  const [start = 0, end = capacity, limit] = bounds.map((bound) => checkPosition(bound, capacity));
  if (start > end) throw new FunctionError(`invalid slice index: ${start} > ${end}`);
  if (limit !== undefined && end > limit) throw new FunctionError(`invalid slice index: ${end} > ${limit}`);
  return { start, end };
}
