import type { Value } from "../values/model.ts";
import { codePointAt } from "../values/text.ts";
import { integerOf, typeOf } from "../values/values.ts";
import { type Flags, noFlags } from "./flags.ts";
import { type PrintBudget, Printer } from "./printer.ts";

/** Go refuses larger widths and precisions from arguments; written ones may have one more digit. */
const largest = 1e6;

/** Go's `fmt.Sprintf`. Wrong formats and arguments show in the text, they are not errors. */
export function sprintf(budget: PrintBudget, format: string, values: readonly Value[]): string {
  return new Formatter(budget, format, values).run();
}

/** One pass over a format. */
class Formatter {
  private readonly printer: Printer;
  private readonly format: string;
  private readonly values: readonly Value[];
  private position = 0;
  private argument = 0;
  private isReordered = false;
  private isGoodIndex = true;
  private isAfterIndex = false;

  constructor(budget: PrintBudget, format: string, values: readonly Value[]) {
    this.printer = new Printer(budget);
    this.format = format;
    this.values = values;
  }

  run(): string {
    const { format, printer } = this;
    while (this.position < format.length) {
      const percent = format.indexOf("%", this.position);
      const end = percent < 0 ? format.length : percent;
      if (end > this.position) printer.write(format.slice(this.position, end));
      this.position = end + 1;
      if (percent >= 0 && !this.directive()) break;
    }
    if (!this.isReordered && this.argument < this.values.length) this.writeExtra();
    return printer.text();
  }

  /** One directive after its percent sign; false when the format ends inside it. */
  private directive(): boolean {
    const flags = this.readFlags();
    this.printer.flags = flags;
    this.isGoodIndex = true;
    this.isAfterIndex = false;
    this.readIndex();
    this.readWidth(flags);
    this.readPrecision(flags);
    if (!this.isAfterIndex) this.readIndex();
    if (this.position >= this.format.length) {
      this.printer.write("%!(NOVERB)");
      return false;
    }
    const code = codePointAt(this.format, this.position);
    this.position += code > 0xffff ? 2 : 1;
    this.writeVerb(String.fromCodePoint(code), flags);
    return true;
  }

  private readFlags(): Flags {
    const flags = noFlags();
    for (; this.position < this.format.length; this.position++) {
      switch (this.format[this.position]) {
        case "#":
          flags.sharp = true;
          break;
        case "0":
          flags.zero = true;
          break;
        case "+":
          flags.plus = true;
          break;
        case "-":
          flags.minus = true;
          break;
        case " ":
          flags.space = true;
          break;
        default:
          return flags;
      }
    }
    return flags;
  }

  /** An argument index like `[3]`. */
  private readIndex(): void {
    this.isAfterIndex = false;
    if (this.format[this.position] !== "[") return;
    this.isReordered = true;
    const end = this.format.length - this.position < 3 ? -1 : this.format.indexOf("]", this.position);
    if (end < 0) {
      this.isGoodIndex = false;
      this.position++;
      return;
    }
    const digits = this.format.slice(this.position + 1, end);
    const index = /^[0-9]{1,8}$/.test(digits) ? Number(digits) - 1 : undefined;
    this.position = end + 1;
    this.isAfterIndex = index !== undefined;
    if (index !== undefined && index >= 0 && index < this.values.length) this.argument = index;
    else this.isGoodIndex = false;
  }

  private readWidth(flags: Flags): void {
    if (this.format[this.position] !== "*") {
      flags.width = this.readNumber();
      if (this.isAfterIndex && flags.width !== undefined) this.isGoodIndex = false;
      return;
    }
    this.position++;
    const width = this.takeNumber();
    if (width === undefined) this.printer.write("%!(BADWIDTH)");
    if (width !== undefined && width < 0) {
      flags.minus = true;
      flags.zero = false;
    }
    flags.width = width === undefined ? undefined : Math.abs(width);
    this.isAfterIndex = false;
  }

  private readPrecision(flags: Flags): void {
    if (this.format[this.position] !== "." || this.position + 1 >= this.format.length) return;
    this.position++;
    if (this.isAfterIndex) this.isGoodIndex = false;
    this.readIndex();
    if (this.format[this.position] !== "*") {
      flags.precision = this.readNumber() ?? 0;
      return;
    }
    this.position++;
    const precision = this.takeNumber();
    flags.precision = precision !== undefined && precision >= 0 ? precision : undefined;
    if (flags.precision === undefined) this.printer.write("%!(BADPREC)");
    this.isAfterIndex = false;
  }

  /** A written number; one that is too long swallows the rest of the format, as in Go. */
  private readNumber(): number | undefined {
    let number: number | undefined;
    for (; this.position < this.format.length; this.position++) {
      const digit = this.format.charCodeAt(this.position) - 0x30;
      if (!(digit >= 0 && digit <= 9)) return number;
      if ((number ?? 0) > largest) {
        this.position = this.format.length;
        return undefined;
      }
      number = (number ?? 0) * 10 + digit;
    }
    return number;
  }

  /** The number of the next argument, for `*`. */
  private takeNumber(): number | undefined {
    if (this.argument >= this.values.length) return undefined;
    const integer = integerOf(this.values[this.argument]);
    this.argument++;
    const number = integer === undefined ? undefined : Number(integer);
    return number === undefined || Math.abs(number) > largest ? undefined : number;
  }

  private writeVerb(verb: string, flags: Flags): void {
    const { printer } = this;
    if (verb === "%") printer.write("%");
    else if (!this.isGoodIndex) printer.write(`%!${verb}(BADINDEX)`);
    else if (this.argument >= this.values.length) printer.write(`%!${verb}(MISSING)`);
    else {
      if (verb === "v" || verb === "w") moveToFormat(flags);
      printer.printArgument(this.values[this.argument], verb);
      this.argument++;
    }
  }

  private writeExtra(): void {
    const { printer } = this;
    printer.flags = noFlags();
    printer.write("%!(EXTRA ");
    this.values.slice(this.argument).forEach((value, index) => {
      if (index > 0) printer.write(", ");
      const name = typeOf(value)?.name;
      if (name === undefined) printer.write("<nil>");
      else {
        printer.write(`${name}=`);
        printer.printArgument(value, "v");
      }
    });
    printer.write(")");
  }
}

/** `%+v` and `%#v` are formats of their own. */
function moveToFormat(flags: Flags): void {
  flags.sharpV = flags.sharp;
  flags.sharp = false;
  flags.plusV = flags.plus;
  flags.plus = false;
}
