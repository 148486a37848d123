import { FunctionError } from "../errors.ts";
import { canBackquote, quoteText } from "../format/quote.ts";
import { regexFor } from "../regex/regex.ts";
import { RegexError } from "../regex/syntax.ts";
import { toLowerText, toUpperText } from "../values/letter-case.ts";
import {
  type CallContext,
  type GoFunction,
  type GoType,
  List,
  NamedText,
  type Value,
} from "../values/model.ts";
import { canonicalWithin, trimSpace } from "../values/text.ts";
import { boolType, stringSliceType, stringType } from "../values/types.ts";
import { stringList, textOf } from "../values/values.ts";
import { fixed, textArgument, variadic } from "./define.ts";
import { titleCase } from "./title-case.ts";

/** A text that must not be escaped; a type of its own, so string functions refuse it. */
const htmlType: GoType = { kind: "string", name: "template.HTML" };

/** Alertmanager's text functions. */
export const textFunctions: readonly (readonly [string, GoFunction])[] = [
  ["toUpper", mapping(toUpperText)],
  ["toLower", mapping(toLowerText)],
  ["title", mapping(titleCase)],
  ["trimSpace", mapping(trimSpace)],
  ["join", fixed([stringType, stringSliceType], stringType, join)],
  ["match", fixed([stringType, stringType], boolType, match)],
  ["reReplaceAll", fixed([stringType, stringType, stringType], stringType, replaceAll)],
  ["safeHtml", fixed([stringType], htmlType, (args) => new NamedText(htmlType, textArgument(args, 0)))],
  ["stringSlice", variadic([], stringType, stringSliceType, (args) => stringList(args.map(String)))],
];

function mapping(map: (text: string) => string): GoFunction {
  return fixed([stringType], stringType, (args, context) => {
    const text = textArgument(args, 0);
    context.charge(1 + text.length * 2);
    const mapped = map(text);
    context.limitText(mapped.length);
    return mapped;
  });
}

function join(args: readonly Value[], context: CallContext): string {
  const separator = textArgument(args, 0);
  const list = args[1];
  const items = list instanceof List ? list.items.map((item) => textOf(item) ?? "") : [];
  const length = items.reduce((sum, item) => sum + item.length + separator.length, 0);
  context.charge(items.length);
  context.chargeText(length);
  return canonicalWithin(context, items.join(separator));
}

function match(args: readonly Value[], context: CallContext): boolean {
  try {
    return regexFor(textArgument(args, 0), context).matches(textArgument(args, 1), context);
  } catch (error) {
    if (error instanceof RegexError) throw new FunctionError(error.message);
    throw error;
  }
}

function replaceAll(args: readonly Value[], context: CallContext): string {
  const pattern = textArgument(args, 0);
  try {
    return regexFor(pattern, context).replaceAll(textArgument(args, 2), textArgument(args, 1), context);
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    const shown = canBackquote(pattern) ? `\`${pattern}\`` : quoteText(pattern);
    throw new FunctionError(`regexp: Compile(${shown}): ${error.message}`);
  }
}
