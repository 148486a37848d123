import { FunctionError } from "../errors.ts";
import { fixed, textArgument } from "../functions/define.ts";
import { escapeQuery } from "../functions/escape.ts";
import { textFunctions } from "../functions/text-functions.ts";
import { quoteJson } from "../json/encode.ts";
import { asTime, formatWithin, timeInZone, timeType } from "../time/time.ts";
import type { CallContext, GoFunction, Value } from "../values/model.ts";
import { stringType } from "../values/types.ts";
import { namespaces } from "./namespaces.ts";

/** What the functions of notification templates say about the installation. */
export interface GrafanaFunctionOptions {
  /** The text of `tenantID`. */
  readonly tenantId?: string;
}

/** The functions of Grafana's notification templates, without Go's own. */
export function grafanaFunctions(options: GrafanaFunctionOptions = {}): ReadonlyMap<string, GoFunction> {
  const { tenantId = "" } = options;
  return new Map<string, GoFunction>([
    ...textFunctions,
    ...namespaces,
    ["date", fixed([stringType, timeType], stringType, date)],
    ["tz", fixed([stringType, timeType], timeType, inZone)],
    ["tenantID", fixed([], stringType, () => tenantId)],
    ["grafanaExploreURL", fixed(Array(5).fill(stringType), stringType, exploreUrl)],
    ["queryFromGeneratorURL", fixed([stringType], stringType, queryFromGeneratorUrl)],
  ]);
}

function date(args: readonly Value[], context: CallContext): string {
  return formatWithin(asTime(args[1]), textArgument(args, 0), context);
}

/** Opening a zone is far dearer than any other call. */
const zoneCost = 1000;

function inZone(args: readonly Value[], context: CallContext): Value {
  context.charge(zoneCost);
  return timeInZone(textArgument(args, 0), asTime(args[1]));
}

function exploreUrl(args: readonly Value[], context: CallContext): string {
  const [base = "", datasource = "", from = "", to = "", expr = ""] = args.map(String);
  context.chargeText(base.length + (datasource.length + from.length + to.length + expr.length) * 6);
  const query =
    `{"range":{"from":${quoteJson(from)},"to":${quoteJson(to)}},` +
    `"queries":[{"datasource":{"type":"prometheus","uid":${quoteJson(datasource)}},` +
    `"expr":${quoteJson(expr)},"refId":"A"}]}`;
  return `${base}/explore?left=${escapeQuery(query)}`;
}

/** The expression a Prometheus generator URL shows. */
function queryFromGeneratorUrl(args: readonly Value[], context: CallContext): string {
  const text = textArgument(args, 0);
  context.charge(text.length >> 3);
  const question = text.split("#", 1)[0]?.indexOf("?") ?? -1;
  const query = question < 0 ? "" : (text.slice(question + 1).split("#", 1)[0] ?? "");
  const expression = new URLSearchParams(query).get("g0.expr");
  if (expression === null || expression === "") {
    throw new FunctionError("query not found in the generator URL");
  }
  return expression;
}
