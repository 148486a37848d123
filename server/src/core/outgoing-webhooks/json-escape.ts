import { Dict, reprText, Tuple, type Value } from "@tocsin/jinja";

/**
 * A dict inside an escaped context. Its text is Python's with double quotes escaped, so that `"{{ a_dict }}"` fits
 * into JSON; OnCall does the same, users' templates rely on it.
 */
class EscapedDict extends Dict {
  strText(): string {
    return reprText(this).replace(/(?<!\\)"/g, '\\"');
  }
}

/**
 * Copies values so that every text is written as inside a JSON string: quotes, backslashes and control characters
 * escaped. It makes `{"text": "{{ alert_payload.message }}"}` valid JSON whatever the message is. Keys stay. What
 * appears twice, as the payload of a group's only alert does, is copied once.
 */
export class TextEscaper {
  readonly #known = new Map<Dict, Dict>();

  escape(value: Value): Value {
    if (typeof value === "string") return escapeText(value);
    if (Array.isArray(value)) return value.map((item) => this.escape(item));
    return value instanceof Dict ? this.#escapeDict(value) : value;
  }

  #escapeDict(dict: Dict): Dict {
    const known = this.#known.get(dict);
    if (known !== undefined) return known;
    const entries: Dict["entries"] = new Map();
    for (const [token, member] of dict.entries) entries.set(token, this.escape(member));
    const escaped = new EscapedDict(entries);
    escaped.originals = dict.originals && new Map(dict.originals);
    this.#known.set(dict, escaped);
    return escaped;
  }
}

/** Reads escaped texts back, for filters that write JSON themselves. A text that is not an escaped one stays. */
export function unescapeTexts(value: Value): Value {
  if (typeof value === "string") return unescapeText(value);
  if (Array.isArray(value)) return value.map(unescapeTexts);
  if (value instanceof Tuple) return new Tuple(value.items.map(unescapeTexts));
  if (value instanceof Dict) {
    const plain = new Dict();
    for (const [key, member] of value.pairs()) plain.set(key, unescapeTexts(member));
    return plain;
  }
  return value;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes exactly these
const needsEscape = /["\\\u0000-\u001f]/;

function escapeText(text: string): string {
  return needsEscape.test(text) ? JSON.stringify(text).slice(1, -1) : text;
}

function unescapeText(text: string): string {
  if (!text.includes("\\")) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    // A text that the template made itself, with backslashes or quotes of its own.
    return text;
  }
}
