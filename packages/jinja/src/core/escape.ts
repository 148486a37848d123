import type { Runtime } from "../runtime.ts";
import { Markup, type Value } from "../values.ts";
import { strText } from "./repr.ts";

const SPECIAL = /[&<>'"]/;
const SPECIALS = /[&<>'"]/g;

/** HTML-escapes as MarkupSafe does: quotes as numbers. */
export function escapeText(text: string): string {
  return SPECIAL.test(text) ? text.replace(SPECIALS, entityOf) : text;
}

function entityOf(char: string): string {
  switch (char) {
    case "&":
      return "&amp;";
    case "<":
      return "&lt;";
    case ">":
      return "&gt;";
    case '"':
      return "&#34;";
    default:
      return "&#39;";
  }
}

/** The text of a value for use inside markup: marked text as it is, everything else escaped. */
export function escapeValue(rt: Runtime, value: Value): string {
  return value instanceof Markup ? value.text : rt.made(escapeText(strText(value, rt)));
}
