import { isTransient, type Transaction } from "../../platform/db/database.ts";
import { describeError } from "../../platform/errors.ts";
import type { IntegrationId } from "../../platform/ids.ts";
import { type GroupedAlert, groupAlerts } from "../alert-groups/index.ts";
import { findExistingGroups, readClock } from "../alert-groups/store.ts";
import type { Context } from "../context.ts";
import type { IntegrationModule, ReadingSettings } from "../integrations/registry.ts";
import { parseBody, plainTextAsJson } from "./body.ts";
import { type InterpretedRequest, interpretRequest, toReceivedRequest } from "./interpret-request.ts";
import type { KeptRequestRow } from "./kept-requests-store.ts";
import type { AlertDraft } from "./model.ts";
import { loadPlans } from "./plans-store.ts";

/** What a request would do if it came now. */
export type Replay =
  | { kind: "refused"; reason: string }
  | { kind: "interpreted"; ignored: string | undefined; alerts: ReplayedAlert[] };

export interface ReplayedAlert {
  draft: AlertDraft;
  outcome: GroupedAlert["outcome"] | null;
  /** Public id of the group it would join; null when it would open one, or come to none. */
  groupPublicId: string | null;
  /** Which of the groups that the request would open, from 1. */
  newGroup: number | null;
}

/**
 * Interprets and groups a kept request by the present templates, routes and groups, and takes everything back: nothing
 * is stored and nobody is told. The signature is not judged again.
 */
export async function replayRequest(
  ctx: Context,
  integration: { id: IntegrationId; type: string },
  request: Pick<KeptRequestRow, "contentType" | "body" | "request">,
): Promise<Replay> {
  const module = ctx.integrationTypes.find(integration.type);
  // Refused requests are kept as they came, before their type was judged.
  const readable = { ...request, ...plainTextAsJson(request) };
  let replayed: { interpreted: InterpretedRequest; placed: (GroupedAlert | null)[] } | undefined;
  let failure: string | undefined;
  await rolledBack(ctx, async (tx) => {
    const plans = await loadPlans(tx, [integration.id]);
    failure = module && refusalOf(module, readable, plans.get(integration.id));
    if (failure !== undefined) return;
    try {
      const interpreted = interpretRequest(ctx, plans.get(integration.id), readable);
      const { now } = await readClock(tx, 0);
      const { alerts } = interpreted;
      replayed = { interpreted, placed: alerts.length > 0 ? await groupAlerts(ctx, tx, alerts, now) : [] };
    } catch (error) {
      if (isTransient(error)) throw error;
      failure = describeError(error);
    }
  });
  if (!replayed) return { kind: "refused", reason: failure ?? "It cannot be interpreted." };
  const { interpreted, placed } = replayed;
  const ids = placed.flatMap((place) => (place ? [place.groupPublicId] : []));
  const existing = await findExistingGroups(ctx.db, [...new Set(ids)]);
  return {
    kind: "interpreted",
    ignored: interpreted.ignored,
    alerts: describe(interpreted, placed, existing),
  };
}

function refusalOf(
  module: IntegrationModule,
  { contentType, body, request }: Pick<KeptRequestRow, "contentType" | "body" | "request">,
  settings: ReadingSettings = {},
): string | undefined {
  const parsed = parseBody(contentType, body);
  if (parsed.kind === "malformed") return parsed.message;
  if (parsed.kind === "unsupported") return `Bodies of type "${contentType}" cannot be read.`;
  if (request?.injected) return undefined;
  return module.refuse?.(toReceivedRequest(parsed.payload, request, settings));
}

const takenBack = new Error("a replay takes everything back");

async function rolledBack(ctx: Context, work: (tx: Transaction) => Promise<void>): Promise<void> {
  const transaction = ctx.db.transaction().execute(async (tx) => {
    await work(tx);
    throw takenBack;
  });
  await transaction.catch((error: unknown) => {
    if (error !== takenBack) throw error;
  });
}

function describe(
  { alerts }: InterpretedRequest,
  placed: readonly (GroupedAlert | null)[],
  existing: ReadonlySet<string>,
): ReplayedAlert[] {
  const opened: string[] = [];
  return alerts.map(({ draft }, at) => {
    const place = placed[at];
    if (!place) return { draft, outcome: null, groupPublicId: null, newGroup: null };
    const { outcome, groupPublicId } = place;
    if (existing.has(groupPublicId)) return { draft, outcome, groupPublicId, newGroup: null };
    if (!opened.includes(groupPublicId)) opened.push(groupPublicId);
    return { draft, outcome, groupPublicId: null, newGroup: opened.indexOf(groupPublicId) + 1 };
  });
}
