import { Pointer, type Value } from "../values/model.ts";
import { indirect, textOf, typeOf } from "../values/values.ts";
import { noFlags } from "./flags.ts";
import { formatFloatPlain } from "./floats.ts";
import { type PrintBudget, Printer } from "./printer.ts";

/** What an action prints: `{{x}}`. */
export function printAction(budget: PrintBudget, value: Value): string {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return formatFloatPlain(value);
    case "bigint":
    case "boolean":
      return String(value);
    default:
      return value === undefined ? "<no value>" : sprint(budget, [indirect(value)]);
  }
}

/** Go's `fmt.Sprint`: a space between two neighbours when neither is a string. */
export function sprint(budget: PrintBudget, values: readonly Value[]): string {
  const [only] = values;
  if (values.length === 1 && typeof only === "string") return only;
  const printer = new Printer(budget);
  let wasText = true;
  values.forEach((value, index) => {
    const isText = textOf(value) !== undefined;
    if (index > 0 && !isText && !wasText) printer.write(" ");
    printer.printArgument(value, "v");
    wasText = isText;
  });
  return printer.text();
}

/** Go's `fmt.Sprintln`: always spaces, and a newline. */
export function sprintln(budget: PrintBudget, values: readonly Value[]): string {
  const printer = new Printer(budget);
  values.forEach((value, index) => {
    if (index > 0) printer.write(" ");
    printer.printArgument(value, "v");
  });
  printer.write("\n");
  return printer.text();
}

/** The text the escapers work on: like print, but pointers are followed and a missing value says so. */
export function printForEscaping(budget: PrintBudget, values: readonly Value[]): string {
  const [only] = values;
  if (values.length === 1 && typeof only === "string") return only;
  const shown = values.map((value) => {
    if (value === undefined || value === null) return "<no value>";
    return value instanceof Pointer ? indirect(value) : value;
  });
  return sprint(budget, shown);
}

/** A value's text under `%v`, for messages. */
export function describeValue(budget: PrintBudget, value: Value): string {
  const printer = new Printer(budget);
  printer.printArgument(value, "v");
  return printer.text();
}

/** How Go shows a reflect.Value formatted with `%s`: bad verbs are marked. */
export function describeWithTypes(budget: PrintBudget, value: Value): string {
  const printer = new Printer(budget);
  printer.flags = noFlags();
  printer.printArgument(value, "s");
  return printer.text();
}

/** The type name of a value, as `%T` prints it. */
export function typeName(value: Value): string {
  return typeOf(value)?.name ?? "<nil>";
}
