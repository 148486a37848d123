import type { IncomingHttpHeaders } from "node:http";
import { Dict, type Value } from "@tocsin/jinja";
import { parseBody } from "../../core/intake/index.ts";
import { keyIn } from "../opsknight/credentials.ts";

/** What the edge itself needs of an event. */
export interface EventBody {
  value: Dict;
  action: string | undefined;
  dedupKey: string | undefined;
  routingKey: string | undefined;
}

export type ReadEventBody = { kind: "event"; event: EventBody } | { kind: "malformed"; message: string };

export function eventBodyOf(bytes: Buffer): ReadEventBody {
  const parsed = parseBody("application/json", bytes);
  if (parsed.kind !== "payload")
    return {
      kind: "malformed",
      message: parsed.kind === "malformed" ? parsed.message : "The body is not JSON",
    };
  const { value } = parsed.payload;
  if (!(value instanceof Dict)) return { kind: "malformed", message: "The event must be a JSON object" };
  const event = {
    value,
    action: firstField(value, "event_action", "eventAction", "action")?.toLowerCase(),
    dedupKey: firstField(value, "dedup_key", "dedupKey"),
    routingKey: firstField(value, "routing_key", "routingKey"),
  };
  return { kind: "event", event };
}

/** The keys of an event, the likeliest first: its own, and wherever senders of OpsKnight's endpoint put one. */
export function keysOfEvent(
  { headers, query }: { headers: IncomingHttpHeaders; query: Readonly<Record<string, unknown>> },
  { routingKey }: EventBody,
): string[] {
  const places = [
    routingKey,
    keyIn(headers, query),
    headers["x-routing-key"],
    query.token,
    query.routing_key,
  ];
  return places.filter((key): key is string => typeof key === "string" && key !== "");
}

export function isTriggerWithoutKey({ action, dedupKey }: EventBody): boolean {
  return action === "trigger" && dedupKey === undefined;
}

function firstField(value: Dict, ...names: readonly string[]): string | undefined {
  return names.map((name) => fieldText(value.getText(name))).find((text) => text !== undefined);
}

function fieldText(value: Value | undefined): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}
