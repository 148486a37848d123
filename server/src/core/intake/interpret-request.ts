import { isSecretParameter } from "../../platform/masking.ts";
import type { GroupableAlert } from "../alert-groups/index.ts";
import type { Context } from "../context.ts";
import type {
  AlertPayload,
  IntegrationModule,
  Interpretation,
  ReadingSettings,
  ReceivedBody,
  ReceivedRequest,
} from "../integrations/registry.ts";
import { parseBody } from "./body.ts";
import { groupingKeyOf, interpretAlert } from "./interpret.ts";
import type { AlertDraft, IntakeRow, IntegrationPlan, StoredRequestParts } from "./model.ts";

export interface InterpretedRequest {
  alerts: GroupableAlert[];
  /** Why alerts of it were left out. */
  ignored: string | undefined;
}

/** The payloads in a request, and its module, before any template. */
export interface ReadRequest {
  module: IntegrationModule;
  alerts: AlertPayload[];
  ignored: string | undefined;
}

/**
 * The alerts in a request by the present templates and routes of its integration.
 * @throws Error in words for people, when it cannot be interpreted
 */
export function interpretRequest(
  ctx: Context,
  plan: IntegrationPlan | undefined,
  row: Pick<IntakeRow, "contentType" | "body" | "request">,
): InterpretedRequest {
  if (!plan) throw new Error("the integration is gone");
  const { module, alerts, ignored } = readRequest(ctx, plan, row);
  const groupable = alerts.map((payload) => ({
    integrationId: plan.id,
    integrationName: plan.name,
    maintenance: plan.maintenance,
    trace: row.request?.trace,
    draft: asOurOwn(module, row.request, interpretAlert(ctx.templates, module, plan, payload)),
  }));
  return { alerts: groupable, ignored };
}

/** @throws Error in words for people, when the body is none that the module can read */
export function readRequest(
  ctx: Context,
  plan: IntegrationPlan,
  row: Pick<IntakeRow, "contentType" | "body" | "request">,
): ReadRequest {
  const module = ctx.integrationTypes.find(plan.type);
  if (!module) throw new Error(`this version knows no integration type "${plan.type}"`);
  const parsed = parseBody(row.contentType, row.body);
  if (parsed.kind !== "payload")
    throw new Error(parsed.kind === "malformed" ? parsed.message : "unsupported body");
  const { alerts, ignored } = alertsIn(module, plan, parsed.payload, row.request);
  return { module, alerts, ignored };
}

/**
 * An alarm of our own ends when it is over, whatever people's templates make of it, and its end is no news where its
 * group is gone. Templates of a tool that has no shape for it cannot name it either.
 */
function asOurOwn(
  module: IntegrationModule,
  parts: StoredRequestParts | null,
  draft: AlertDraft,
): AlertDraft {
  const injected = parts?.injected;
  if (!injected) return draft;
  const isResolve = injected.signal === "resolved";
  return {
    ...draft,
    title: module.heartbeatPayload ? draft.title : injected.title,
    groupingKey: groupingKeyOf(injected.key ?? undefined),
    groupingText: injected.key,
    isResolve,
    isAcknowledge: draft.isAcknowledge && !isResolve,
    opensGroup: !isResolve,
  };
}

function alertsIn(
  module: IntegrationModule,
  plan: IntegrationPlan,
  body: ReceivedBody,
  parts: StoredRequestParts | null,
): Interpretation {
  const injected = parts?.injected;
  if (injected !== undefined) return { alerts: [{ ...body, facts: injected }] };
  return module.interpret(toReceivedRequest(body, parts, plan));
}

/** A request as its module sees it, now or when it is looked at again later; without what the sender proved itself with. */
export function toReceivedRequest(
  body: ReceivedBody,
  parts: StoredRequestParts | null,
  { mapping, options }: ReadingSettings,
): ReceivedRequest {
  return {
    mapping,
    options,
    body,
    headers: new Map(Object.entries(parts?.headers ?? {})),
    query: new Map(Object.entries(parts?.query ?? {}).filter(([name]) => !isSecretParameter(name))),
  };
}
