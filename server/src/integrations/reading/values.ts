import { Dict, Float, JsonSyntaxError, parseJson, TemplateError, type Value } from "@tocsin/jinja";

/**
 * Readers that take a vendor's payload as it comes: what is missing, null or of an unexpected kind reads as undefined,
 * and nothing here throws. Path segments are keys of objects or, in digits, positions in lists.
 */
export function valueAt(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  let found = value;
  for (const segment of path) {
    if (found instanceof Dict) found = found.getText(segment);
    else if (Array.isArray(found) && /^\d{1,6}$/.test(segment)) found = found[Number(segment)];
    else return undefined;
  }
  return found;
}

/** The text there, trimmed; numbers and booleans as they are written in JSON; undefined when blank. */
export function textAt(value: Value | undefined, ...path: readonly string[]): string | undefined {
  return textOf(valueAt(value, ...path));
}

export function textOf(value: Value | undefined): string | undefined {
  if (typeof value === "string") return value.trim() || undefined;
  if (typeof value === "boolean") return String(value);
  const number = numberOf(value);
  if (typeof value === "bigint") return String(value);
  return number === undefined ? undefined : String(number);
}

/** The first path, its segments joined by dots, at which a text stands. */
export function firstText(value: Value | undefined, ...paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const text = textAt(value, ...path.split("."));
    if (text !== undefined) return text;
  }
  return undefined;
}

/** A finite number, also one written as a text. */
export function numberAt(value: Value | undefined, ...path: readonly string[]): number | undefined {
  return numberOf(valueAt(value, ...path));
}

function numberOf(value: Value | undefined): number | undefined {
  const plain = value instanceof Float ? value.value : value;
  if (typeof plain === "bigint") return Number(plain);
  const number = typeof plain === "string" && plain.trim() !== "" ? Number(plain) : plain;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** A boolean, also one written as a text or as 0 or 1. */
export function booleanAt(value: Value | undefined, ...path: readonly string[]): boolean | undefined {
  const word = textAt(value, ...path)?.toLowerCase();
  if (word === "true" || word === "1" || word === "yes") return true;
  return word === "false" || word === "0" || word === "no" ? false : undefined;
}

export function dictAt(value: Value | undefined, ...path: readonly string[]): Dict | undefined {
  const found = valueAt(value, ...path);
  return found instanceof Dict ? found : undefined;
}

/** The items of the list there; of anything else none. */
export function listAt(value: Value | undefined, ...path: readonly string[]): readonly Value[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The texts of a list, or of one text with commas between them. */
export function textsAt(value: Value | undefined, ...path: readonly string[]): string[] {
  const found = valueAt(value, ...path);
  const items = typeof found === "string" ? found.split(",") : Array.isArray(found) ? found : [];
  return items.map(textOf).filter((text) => text !== undefined);
}

/** The entries of the object there whose values are texts or read as texts. */
export function textEntriesAt(value: Value | undefined, ...path: readonly string[]): [string, string][] {
  const dict = dictAt(value, ...path);
  return (dict?.pairs() ?? []).flatMap(([key, item]): [string, string][] => {
    const text = textOf(item);
    return typeof key === "string" && text !== undefined ? [[key, text]] : [];
  });
}

/** JSON inside a text (Amazon SNS, Google Pub/Sub, forms); undefined when the text is none. */
export function parseEmbedded(text: string | undefined): Value | undefined {
  if (text === undefined) return undefined;
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError || error instanceof TemplateError) return undefined;
    throw error;
  }
}
