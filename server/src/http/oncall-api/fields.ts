import { Refusal } from "./refusals.ts";

/** What is wrong with one value, in the words of Django REST framework. */
class FieldProblem extends Error {}

/** Reads one value of a request body. */
export type Field<Value> = (value: unknown) => Value;
type Shape = Record<string, Field<unknown>>;
export type FieldValues<Fields extends Shape> = { [Name in keyof Fields]?: ReturnType<Fields[Name]> };

/**
 * Reads the fields that are there; others are ignored. All problems are told at once.
 * @throws Refusal 400 `{"<field>": ["…"]}`
 */
export function readFields<Fields extends Shape>(
  body: unknown,
  fields: Fields,
  required: readonly (keyof Fields & string)[] = [],
): FieldValues<Fields> {
  if (!isRecord(body)) {
    const message = `Invalid data. Expected a dictionary, but got ${pythonType(body)}.`;
    throw new Refusal(400, { non_field_errors: [message] });
  }
  const values: Record<string, unknown> = {};
  const problems: Record<string, string[]> = {};
  for (const [name, read] of Object.entries(fields)) {
    if (Object.hasOwn(body, name)) {
      const result = attempt(() => read(body[name]));
      if (result.kind === "value") values[name] = result.value;
      else problems[name] = [result.problem];
    } else if (required.includes(name)) problems[name] = ["This field is required."];
  }
  if (Object.keys(problems).length > 0) throw new Refusal(400, problems);
  return values as FieldValues<Fields>;
}

function attempt(
  read: () => unknown,
): { kind: "value"; value: unknown } | { kind: "problem"; problem: string } {
  try {
    return { kind: "value", value: read() };
  } catch (error) {
    if (error instanceof FieldProblem) return { kind: "problem", problem: error.message };
    throw error;
  }
}

export interface TextOptions {
  maxLength?: number;
  mayBeBlank?: boolean;
  /** Templates and expressions come back byte for byte; names are trimmed. */
  isVerbatim?: boolean;
}

export function text(options: TextOptions = {}): Field<string> {
  return (value) => {
    const read = plainText(value);
    const trimmed = options.isVerbatim ? read : read.trim();
    if (trimmed === "" && !options.mayBeBlank) throw new FieldProblem("This field may not be blank.");
    if (trimmed.includes("\0")) throw new FieldProblem("Null characters are not allowed.");
    const { maxLength } = options;
    if (maxLength !== undefined && [...trimmed].length > maxLength) {
      throw new FieldProblem(`Ensure this field has no more than ${maxLength} characters.`);
    }
    return trimmed;
  };
}

function plainText(value: unknown): string {
  refuseNull(value);
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") throw new FieldProblem("Not a valid string.");
  return value;
}

const yes: readonly unknown[] = [
  true,
  1,
  "1",
  "t",
  "T",
  "y",
  "Y",
  "yes",
  "Yes",
  "YES",
  "true",
  "True",
  "TRUE",
  "on",
  "On",
  "ON",
];
const no: readonly unknown[] = [
  false,
  0,
  "0",
  "f",
  "F",
  "n",
  "N",
  "no",
  "No",
  "NO",
  "false",
  "False",
  "FALSE",
  "off",
  "Off",
  "OFF",
];

export const flag: Field<boolean> = (value) => {
  refuseNull(value);
  if (yes.includes(value)) return true;
  if (no.includes(value)) return false;
  throw new FieldProblem("Must be a valid boolean.");
};

export const integer: Field<number> = (value) => {
  refuseNull(value);
  const isWhole =
    typeof value === "string" ? /^\s*[-+]?\d+(?:\.0*)?\s*$/.test(value) : Number.isInteger(value);
  if (!isWhole) throw new FieldProblem("A valid integer is required.");
  return Number(value);
};

/** The public id of another object; empty text means none, which the Go client relies on. */
export const reference: Field<string | null> = (value) => {
  if (value === null || value === "") return null;
  if (typeof value !== "string") throw new FieldProblem("Invalid values");
  return value;
};

export function nullable<Value>(field: Field<Value>): Field<Value | null> {
  return (value) => (value === null ? null : field(value));
}

export function list<Item>(item: Field<Item>): Field<Item[]> {
  return (value) => {
    refuseNull(value);
    if (Array.isArray(value)) return value.map((entry) => item(entry));
    throw new FieldProblem(`Expected a list of items but got type "${pythonType(value)}".`);
  };
}

export const record: Field<Record<string, unknown>> = (value) => {
  refuseNull(value);
  if (isRecord(value)) return value;
  throw new FieldProblem(`Expected a dictionary of items but got type "${pythonType(value)}".`);
};

/** Whatever was sent, for fields with rules of their own. */
export const anything: Field<unknown> = (value) => value;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Ends the reading of a field with this message. */
export function refuseField(message: string): never {
  throw new FieldProblem(message);
}

function refuseNull(value: unknown): void {
  if (value === null || value === undefined) throw new FieldProblem("This field may not be null.");
}

/** What Python calls the type of a JSON value. */
export function pythonType(value: unknown): string {
  if (value === null || value === undefined) return "NoneType";
  if (Array.isArray(value)) return "list";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  if (typeof value === "boolean") return "bool";
  return typeof value === "string" ? "str" : "dict";
}
