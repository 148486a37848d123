/** A struct: its fields are written in their order. */
export class Struct {
  readonly fields: readonly (readonly [string, GoJson])[];
  /** What is undefined is left out, as with `omitempty`. */
  constructor(fields: readonly (readonly [string, GoJson | undefined])[]) {
    this.fields = fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  }
}

export type GoJson = string | number | boolean | null | Struct | readonly GoJson[] | GoMap;
/** A map: its keys are written in the order of their UTF-8 bytes. */
export interface GoMap {
  readonly [key: string]: GoJson;
}

/** JSON text as Go's `json.Marshal` writes it. @throws RangeError for a number that JSON cannot say */
export function goJson(value: GoJson): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "number") return numberText(value);
  if (typeof value === "boolean" || value === null) return String(value);
  if (value instanceof Struct) return object(value.fields);
  if (isList(value)) return `[${value.map(goJson).join(",")}]`;
  return object(Object.entries(value).sort(([one], [other]) => compareBytes(one, other)));
}

function isList(value: readonly GoJson[] | GoMap): value is readonly GoJson[] {
  return Array.isArray(value);
}

function object(fields: readonly (readonly [string, GoJson])[]): string {
  return `{${fields.map(([name, value]) => `${quote(name)}:${goJson(value)}`).join(",")}}`;
}

/** Go's texts are UTF-8, and its JSON is safe inside HTML and JavaScript. */
function quote(text: string): string {
  return JSON.stringify(text.toWellFormed()).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`JSON cannot say ${value}.`);
  return Object.is(value, -0) ? "-0" : String(value);
}

/** JavaScript orders texts by UTF-16 units, which differs above U+FFFF. */
export function compareBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
