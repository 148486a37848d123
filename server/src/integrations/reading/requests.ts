import { Dict, dumpJson, toValue } from "@tocsin/jinja";
import type { ReceivedBody, ReceivedRequest } from "../../core/integrations/registry.ts";
import { parseEmbedded, textAt } from "./values.ts";

/** What a tool sent, wherever it put it: the body or, when that is empty, the query of the URL. */
export function bodyOrQuery({ body, query }: ReceivedRequest): ReceivedBody {
  const isEmpty = body.value instanceof Dict && body.value.size === 0;
  if (!isEmpty || query.size === 0) return body;
  const value = toValue(Object.fromEntries(query));
  return { value, text: dumpJson(value, { style: "compact" }) };
}

/** The body as alerts carry it: what opens doors must not travel on to people and outgoing webhooks. */
export function withoutFields(body: ReceivedBody, names: readonly string[]): ReceivedBody {
  const { value } = body;
  if (!(value instanceof Dict) || !names.some((name) => value.has(name))) return body;
  const shown = value.copy();
  for (const name of names) shown.delete(name);
  return { value: shown, text: dumpJson(shown, { style: "compact" }) };
}

/** The JSON inside one field of a form, for tools that offer to send it so; otherwise the body itself. */
export function unwrapField(body: ReceivedBody, field: string): ReceivedBody {
  const value = parseEmbedded(textAt(body.value, field));
  return value instanceof Dict ? { value, text: dumpJson(value, { style: "compact" }) } : body;
}
