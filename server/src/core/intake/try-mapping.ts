import type { Context } from "../context.ts";
import type { AlertFacts } from "../integrations/facts.ts";
import type { Integration } from "../integrations/model.ts";
import type { ReadingSettings } from "../integrations/registry.ts";
import { parseBody, plainTextAsJson } from "./body.ts";
import { toReceivedRequest } from "./interpret-request.ts";
import type { IntakeRow } from "./model.ts";

/** What a module reads from a request by a mapping. */
export type MappingTrial =
  | { kind: "refused"; reason: string }
  | { kind: "read"; alerts: AlertFacts[]; ignored: string | undefined };

/** Reads a request by a mapping that need not be stored; nothing else comes of it. */
export function tryMapping(
  ctx: Context,
  { type }: Pick<Integration, "type">,
  settings: ReadingSettings,
  sent: Pick<IntakeRow, "contentType" | "body" | "request">,
): MappingTrial {
  const module = ctx.integrationTypes.find(type);
  const { contentType, body } = plainTextAsJson(sent);
  const parsed = parseBody(contentType, body);
  if (parsed.kind === "malformed") return { kind: "refused", reason: parsed.message };
  if (!module || parsed.kind === "unsupported")
    return { kind: "refused", reason: `Bodies of type "${contentType}" cannot be read.` };
  const received = toReceivedRequest(parsed.payload, sent.request, settings);
  const refusal = module.refuse?.(received);
  if (refusal !== undefined) return { kind: "refused", reason: refusal };
  const { alerts, ignored } = module.interpret(received);
  return { kind: "read", ignored, alerts: alerts.flatMap(({ facts }) => facts ?? []) };
}
