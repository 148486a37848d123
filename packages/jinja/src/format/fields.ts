import { escapeText } from "../core/escape.ts";
import { type Numeric, numericOf } from "../core/numbers.ts";
import { reprText, strText } from "../core/repr.ts";
import { strftime } from "../datetime/strftime.ts";
import { DateTime } from "../datetime/values.ts";
import { limitError, TemplateError, typeError, valueError } from "../errors.ts";
import type { Kwargs, Runtime } from "../runtime.ts";
import { Markup, typeNameOf, type Value } from "../values.ts";
import { asciiRepr } from "./ascii.ts";
import { formatNumber, formatString } from "./spec.ts";

export interface FormatArguments {
  readonly args: readonly Value[];
  readonly named: (name: string) => Value | undefined;
}

/** Python's `text.format(...)`; fields go through the sandbox like any other lookup. */
export function formatFields(rt: Runtime, text: string, values: FormatArguments, isMarkup: boolean): string {
  return new FieldFormatter(rt, values, isMarkup).format(text, 2);
}

export function formatArguments(args: readonly Value[], kwargs: Kwargs | null): FormatArguments {
  return { args, named: (name) => kwargs?.get(name) };
}

class FieldFormatter {
  private readonly rt: Runtime;
  private readonly values: FormatArguments;
  private readonly isMarkup: boolean;
  private automatic = 0;
  private numbered: "unknown" | "automatic" | "manual" = "unknown";

  constructor(rt: Runtime, values: FormatArguments, isMarkup: boolean) {
    this.rt = rt;
    this.values = values;
    this.isMarkup = isMarkup;
  }

  format(text: string, depth: number): string {
    if (depth < 0) throw valueError("Max string recursion exceeded");
    this.rt.reserveText(text.length);
    let result = "";
    let pos = 0;
    while (pos < text.length) {
      const brace = nextBrace(text, pos);
      if (brace < 0) return this.rt.made(result + text.slice(pos));
      result += text.slice(pos, brace);
      const sign = text[brace] ?? "";
      if (text[brace + 1] === sign) {
        result += sign;
        pos = brace + 2;
        continue;
      }
      if (sign === "}") throw valueError("Single '}' encountered in format string");
      const end = closingBrace(text, brace + 1);
      result += this.field(text.slice(brace + 1, end), depth);
      pos = end + 1;
    }
    return this.rt.made(result);
  }

  private field(source: string, depth: number): string {
    this.rt.spend(4);
    const { name, conversion, spec } = splitField(source);
    const value = this.convert(this.lookUp(name), conversion);
    const expanded = spec.includes("{") || spec.includes("}") ? this.format(spec, depth - 1) : spec;
    if (!this.isMarkup) return formatValue(this.rt, value, expanded);
    if (!(value instanceof Markup)) return escapeText(formatValue(this.rt, value, expanded));
    if (expanded !== "") throw valueError("Unsupported format specification for Markup.");
    return value.text;
  }

  private lookUp(name: string): Value {
    const first = /^[^.[]*/.exec(name)?.[0] ?? "";
    let value = this.first(first);
    let rest = name.slice(first.length);
    while (rest !== "") {
      const attribute = /^\.([^.[]+)/.exec(rest);
      const item = /^\[([^\]]+)\]/.exec(rest);
      const key = attribute?.[1] ?? item?.[1];
      const matched = attribute?.[0] ?? item?.[0];
      if (key === undefined || matched === undefined) {
        throw valueError(
          /^\[[^\]]*$/.test(rest) ? "Missing ']' in format string" : "Empty attribute in format string",
        );
      }
      this.rt.spend(4);
      if (attribute !== null) value = this.rt.services.getAttribute(this.rt, value, key);
      else value = this.rt.services.getItem(this.rt, value, /^\d{1,15}$/.test(key) ? Number(key) : key);
      rest = rest.slice(matched.length);
      if (item !== null && rest !== "" && !/^[.[]/.test(rest)) {
        throw valueError("Only '.' or '[' may follow ']' in format field specifier");
      }
    }
    return value;
  }

  private first(name: string): Value {
    if (name === "" || /^\d+$/.test(name)) return this.positional(name);
    const value = this.values.named(name);
    if (value === undefined) throw new TemplateError("key", reprText(name));
    return value;
  }

  private positional(name: string): Value {
    const kind = name === "" ? "automatic" : "manual";
    if (this.numbered !== "unknown" && this.numbered !== kind) {
      throw valueError(
        kind === "manual"
          ? "cannot switch from automatic field numbering to manual field specification"
          : "cannot switch from manual field specification to automatic field numbering",
      );
    }
    this.numbered = kind;
    const index = name === "" ? this.automatic++ : Number(name);
    const value = this.values.args[index];
    if (value === undefined) {
      throw new TemplateError("index", `Replacement index ${index} out of range for positional args tuple`);
    }
    return value;
  }

  private convert(value: Value, conversion: string): Value {
    switch (conversion) {
      case "":
        return value;
      case "s":
        return strText(value, this.rt);
      case "r":
        return reprText(value, this.rt);
      case "a":
        return asciiRepr(reprText(value, this.rt));
      default:
        throw valueError(`Unknown conversion specifier '${conversion}'`);
    }
  }
}

function nextBrace(text: string, from: number): number {
  for (let index = from; index < text.length; index += 1) {
    if (text[index] === "{" || text[index] === "}") return index;
  }
  return -1;
}

/** The brace that closes the field beginning at `from`; fields may nest. */
function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let index = from; index < text.length; index += 1) {
    if (text[index] === "{") depth += 1;
    else if (text[index] === "}") {
      depth -= 1;
      if (depth === 0) return index;
    } else if (text[index] === "[" && depth === 1) {
      const close = text.indexOf("]", index);
      if (close > 0) index = close;
    }
  }
  throw valueError(
    from === text.length ? "Single '{' encountered in format string" : "expected '}' before end of string",
  );
}

function splitField(source: string): { name: string; conversion: string; spec: string } {
  const name = /^(?:[^[!:]|\[[^\]]*\]?)*/.exec(source)?.[0] ?? "";
  const rest = source.slice(name.length);
  if (name.includes("{")) throw valueError("unexpected '{' in field name");
  if (!rest.startsWith("!")) return { name, conversion: "", spec: rest.slice(1) };
  const conversion = /^!(.)(?::|$)/su.exec(rest);
  if (conversion === null) {
    throw valueError(
      rest.length < 2
        ? "end of string while looking for conversion specifier"
        : "expected ':' after conversion specifier",
    );
  }
  return { name, conversion: conversion[1] ?? "", spec: rest.slice(conversion[0].length) };
}

/** Python's `format(value, spec)`. */
export function formatValue(rt: Runtime, value: Value, spec: string): string {
  if (spec.length > 1000) throw limitError("a format specification is too long");
  if (typeof value === "string") return formatString(rt, value, spec);
  if (value instanceof Markup) return formatString(rt, value.text, spec);
  if (spec === "") return strText(value, rt);
  const number: Numeric | undefined = numericOf(value);
  if (number !== undefined) return formatNumber(rt, number, spec);
  if (value instanceof DateTime) return strftime(rt, value, spec);
  throw typeError(`unsupported format string passed to ${typeNameOf(value)}.__format__`);
}
