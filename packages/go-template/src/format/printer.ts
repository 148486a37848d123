import { LimitReached } from "../errors.ts";
import {
  Complex,
  Dictionary,
  type GoType,
  Integer,
  List,
  NamedText,
  Pointer,
  type Struct,
  type Value,
} from "../values/model.ts";
import { chargeSorting, sortedKeys } from "../values/sorted-keys.ts";
import { canonicalWithin, firstRunes, fromBytes, toBytes } from "../values/text.ts";
import { anyType, bytesType, uint8Type } from "../values/types.ts";
import { integerOf, typeOf } from "../values/values.ts";
import { type Flags, noFlags, pad } from "./flags.ts";
import { formatFloat, formatFloatPlain, isFloatVerb } from "./floats.ts";
import { formatHexadecimal, formatInteger } from "./integers.ts";
import { canBackquote, quoteText } from "./quote.ts";

/** What printing needs from the render it is part of. */
export interface PrintBudget {
  charge(units: number): void;
  /** Throws when a text may not become this long. */
  limitText(length: number): void;
}

const maxPrintDepth = 400;
/** Verbs that show a pointer as a number; nil is zero. */
const addressVerbs = new Set(["b", "o", "d", "x", "X"]);
const byteVerbs = new Set(["s", "x", "X", "q"]);
const stringVerbs = new Set(["v", "s", "x", "X", "q"]);

/** Go's fmt: one printer builds one text. */
export class Printer {
  flags: Flags = noFlags();
  private out = "";
  private isReportingBadVerb = false;
  private readonly budget: PrintBudget;

  constructor(budget: PrintBudget) {
    this.budget = budget;
  }

  /** The text built so far. */
  text(): string {
    return canonicalWithin(this.budget, this.out);
  }

  write(text: string): void {
    this.budget.charge(1 + (text.length >> 4));
    this.budget.limitText(this.out.length + text.length);
    this.out += text;
  }

  /** Pays for a padded text before it is built. */
  reserve(width: number | undefined): void {
    if (width) this.budget.limitText(this.out.length + width);
  }

  /** Prints an argument of print or printf. */
  printArgument(value: Value, verb: string): void {
    if (value === undefined || value === null) {
      if (verb === "v" || verb === "T") this.writePadded("<nil>");
      else this.badVerb(value, verb);
      return;
    }
    if (verb === "T") this.writeText(typeOf(value)?.name ?? "<nil>");
    else if (verb === "p") this.badVerb(value, verb);
    else this.printValue(value, verb, 0);
  }

  /** Prints a value at some depth inside another. */
  private printValue(value: Value, verb: string, depth: number): void {
    this.budget.charge(1);
    if (depth > maxPrintDepth) throw new LimitReached(`exceeded the printing depth of ${maxPrintDepth}`);
    switch (typeof value) {
      case "string":
        this.printString(value, verb, value);
        break;
      case "number":
        this.printFloat(value, verb);
        break;
      case "bigint":
        this.printInteger(value, false, verb, value);
        break;
      case "boolean":
        if (verb === "v" || verb === "t") this.writePadded(String(value));
        else this.badVerb(value, verb);
        break;
      default:
        this.printObject(value, verb, depth);
    }
  }

  private printObject(
    value: Exclude<Value, string | number | bigint | boolean>,
    verb: string,
    depth: number,
  ): void {
    if (value === undefined || value === null) this.printNil();
    else if (verb === "w") this.badVerb(value, verb);
    else if (this.printByMethod(value, value.type, verb)) return;
    else if (value instanceof Integer) {
      this.printInteger(value.value, value.type.kind === "uint", verb, value);
    } else if (value instanceof NamedText) this.printString(value.text, verb, value);
    else if (value instanceof Complex) this.printComplex(value, verb);
    else if (value instanceof List) this.printList(value, verb, depth);
    else if (value instanceof Dictionary) this.printMap(value, verb, depth);
    else if (value instanceof Pointer) this.printPointer(value, verb, depth);
    else this.printStruct(value, verb, depth);
  }

  /** A nil interface inside a container: the same text under every verb. */
  private printNil(): void {
    this.write(this.flags.sharpV ? `${anyType.name}(nil)` : "<nil>");
  }

  private printByMethod(value: Value, type: GoType, verb: string): boolean {
    if (this.isReportingBadVerb) return false;
    if (this.flags.sharpV) {
      if (type.goText) this.writeText(type.goText(value));
      return type.goText !== undefined;
    }
    if (!type.text || !stringVerbs.has(verb)) return false;
    // A time may have to look its zone up.
    this.budget.charge(value instanceof Dictionary || value instanceof List ? 4 * entryCount(value) : 40);
    this.printString(type.text(value), verb, value);
    return true;
  }

  private printString(text: string, verb: string, value: Value): void {
    switch (verb) {
      case "v":
        if (this.flags.sharpV) this.writeQuoted(text);
        else this.writeText(text);
        break;
      case "s":
        this.writeText(text);
        break;
      case "q":
        this.writeQuoted(text);
        break;
      case "x":
      case "X":
        this.writeHexadecimal(text, verb === "X");
        break;
      default:
        this.badVerb(value, verb);
    }
  }

  /** A text cut to the precision and padded to the width. */
  private writeText(text: string): void {
    const { precision } = this.flags;
    this.writePadded(precision === undefined ? text : firstRunes(text, precision));
  }

  private writePadded(text: string): void {
    this.reserve(this.flags.width);
    this.write(pad(this.flags, text));
  }

  private writeQuoted(text: string): void {
    const { precision, sharp, plus } = this.flags;
    const cut = precision === undefined ? text : firstRunes(text, precision);
    this.budget.charge(cut.length);
    this.writePadded(sharp && canBackquote(cut) ? `\`${cut}\`` : quoteText(cut, plus));
  }

  /** Two digits a byte; the precision counts bytes, `% x` separates them. */
  private writeHexadecimal(text: string, isUpper: boolean): void {
    const { precision, space, sharp } = this.flags;
    this.budget.charge(text.length * 2);
    const bytes = toBytes(text).subarray(0, precision);
    const prefix = isUpper ? "0X" : "0x";
    const pairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"));
    const joined = pairs.join(space ? (sharp ? ` ${prefix}` : " ") : "");
    const digits = isUpper ? joined.toUpperCase().replaceAll("0X", prefix) : joined;
    this.writePadded(bytes.length > 0 && sharp ? prefix + digits : digits);
  }

  private printFloat(value: number, verb: string): void {
    const { flags } = this;
    const isPlain = flags.width === undefined && flags.precision === undefined;
    if (verb === "v" && isPlain && !flags.plus && !flags.space && !flags.sharp) {
      this.write(formatFloatPlain(value));
    } else if (isFloatVerb(verb)) {
      this.reserve(Math.max(flags.width ?? 0, flags.precision ?? 0));
      this.budget.charge(digitCost(value));
      this.write(formatFloat(flags, value, verb));
    } else this.badVerb(value, verb);
  }

  private printComplex(value: Complex, verb: string): void {
    if (isFloatVerb(verb)) {
      this.reserve(2 * Math.max(this.flags.width ?? 0, this.flags.precision ?? 0));
      this.budget.charge(digitCost(value.re) + digitCost(value.im));
      const imaginary = formatFloat({ ...this.flags, plus: true }, value.im, verb);
      this.write(`(${formatFloat(this.flags, value.re, verb)}${imaginary}i)`);
    } else this.badVerb(value, verb);
  }

  private printInteger(integer: bigint, isUnsigned: boolean, verb: string, value: Value): void {
    this.reserve(Math.max(this.flags.width ?? 0, this.flags.precision ?? 0));
    const text = formatInteger(this.flags, integer, isUnsigned, verb);
    if (text === undefined) this.badVerb(value, verb);
    else this.write(text);
  }

  private printList(list: List, verb: string, depth: number): void {
    const isBytes = list.type.elem === uint8Type;
    const { sharpV } = this.flags;
    const name = list.type === bytesType && depth === 0 ? "[]byte" : list.type.name;
    if (isBytes && byteVerbs.has(verb)) this.printString(bytesText(list), verb, list);
    else if (sharpV && list.isNil) this.write(`${name}(nil)`);
    else {
      this.printItems(sharpV ? [`${name}{`, "}"] : ["[", "]"], list.items, (item) => {
        if (sharpV && isBytes) this.write(formatHexadecimal(this.flags, integerOf(item) ?? 0n, true));
        else this.printValue(item, verb, depth + 1);
      });
    }
  }

  private printMap(map: Dictionary, verb: string, depth: number): void {
    const { sharpV } = this.flags;
    const { name } = map.type;
    if (sharpV && map.isNil) this.write(`${name}(nil)`);
    else {
      chargeSorting(this.budget, map);
      this.printItems(sharpV ? [`${name}{`, "}"] : ["map[", "]"], sortedKeys(map), (key) => {
        this.printValue(key, verb, depth + 1);
        this.write(":");
        this.printValue(map.entries.get(key), verb, depth + 1);
      });
    }
  }

  private printStruct(struct: Struct, verb: string, depth: number): void {
    const { sharpV, plusV } = this.flags;
    const fields = struct.type.fields ?? [];
    this.printItems([sharpV ? `${struct.type.name}{` : "{", "}"], fields, (field, index) => {
      if (sharpV || plusV) this.write(`${field.name}:`);
      this.printValue(struct.fields[index], verb, depth + 1);
    });
  }

  private printItems<T>(
    brackets: readonly [string, string],
    items: readonly T[],
    printItem: (item: T, index: number) => void,
  ): void {
    this.write(brackets[0]);
    items.forEach((item, index) => {
      if (index > 0) this.write(this.flags.sharpV ? ", " : " ");
      printItem(item, index);
    });
    this.write(brackets[1]);
  }

  /** Go prints addresses of pointers inside other values; what they point at says more and never varies. */
  private printPointer(pointer: Pointer, verb: string, depth: number): void {
    if (!pointer.isNil) {
      const kind = typeOf(pointer.target)?.kind;
      if (depth === 0 && (kind === "struct" || kind === "map" || kind === "slice")) this.write("&");
      this.printValue(pointer.target, verb, depth + 1);
    } else if (this.flags.sharpV) this.write(`(${pointer.type.name})(nil)`);
    else if (verb === "v") this.writePadded("<nil>");
    else if (addressVerbs.has(verb)) this.printInteger(0n, true, verb, pointer);
    else this.badVerb(pointer, verb);
  }

  /** `%!verb(type=value)`: a wrong verb is text, not an error. */
  private badVerb(value: Value, verb: string): void {
    this.write(`%!${verb}(`);
    this.isReportingBadVerb = true;
    if (value === undefined || value === null) this.write("<nil>");
    else {
      this.write(`${typeOf(value)?.name ?? ""}=`);
      this.printValue(value, "v", 0);
    }
    this.isReportingBadVerb = false;
    this.write(")");
  }
}

/** Exact digits of a float far from one take long to work out. */
function digitCost(value: number): number {
  return 8 + Math.min(300, Math.abs(Math.log2(Math.abs(value) || 1)) >> 2);
}

function entryCount(value: Dictionary | List): number {
  return value instanceof List ? value.items.length : value.entries.size;
}

function bytesText(list: List): string {
  return fromBytes(Uint8Array.from(list.items, (item) => Number(integerOf(item) ?? 0n)));
}
