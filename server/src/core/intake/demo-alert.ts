import { randomBytes } from "node:crypto";
import { AppError } from "../../platform/errors.ts";
import { type GroupableAlert, type GroupedAlert, groupAlerts } from "../alert-groups/index.ts";
import { readClock } from "../alert-groups/store.ts";
import type { Context } from "../context.ts";
import type { Integration } from "../integrations/model.ts";
import type { IntegrationModule, ReadingSettings } from "../integrations/registry.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import { parseBody } from "./body.ts";
import { type ExampleRequest, toRequest } from "./example-request.ts";
import { interpretRequest, toReceivedRequest } from "./interpret-request.ts";
import { loadPlans } from "./plans-store.ts";

/** Types whose alerts come from people or from Tocsin itself. */
const typesWithoutDemo = new Set(["direct_paging", "manual", "maintenance"]);

/**
 * Gives an alert as the tool would send it, always into a new group, by the integration's own templates and routes.
 * @param payload JSON instead of the type's example
 * @returns public ids of the groups it opened
 * @throws AppError `conflict` for types that have no demo alert, `invalid_input` when no alert is in the payload
 */
export async function sendDemoAlert(
  ctx: Context,
  caller: Caller,
  integration: Integration,
  payload: object | undefined,
): Promise<string[]> {
  requireRole(caller, "editor");
  const module = ctx.integrationTypes.find(integration.type);
  if (!module || typesWithoutDemo.has(module.slug)) {
    throw new AppError("conflict", "Integrations of this type have no demo alert.");
  }
  const request = payload === undefined ? exampleOf(module) : toRequest({ body: payload });
  const placed = await ctx.db.transaction().execute(async (tx) => {
    const plans = await loadPlans(tx, [integration.id]);
    refuseUnreadable(module, request, plans.get(integration.id));
    const { alerts } = interpretRequest(ctx, plans.get(integration.id), request);
    if (alerts.length === 0) throw unusable("There is no alert in this payload.");
    const { now } = await readClock(tx, 0);
    const groups = await groupAlerts(ctx, tx, alerts.map(asDemo), now);
    const { publicId } = integration;
    const action = "demo alert sent";
    await recordAudit(tx, { caller, action, objectType: "integration", objectId: publicId });
    return groups;
  });
  ctx.metrics.alertsGrouped(placed.length);
  ctx.wake.deliveries();
  return placed.flatMap((place: GroupedAlert | null) => (place ? [place.groupPublicId] : []));
}

function exampleOf({ examples }: IntegrationModule): ExampleRequest {
  return toRequest(examples.find(({ kind }) => kind === "opening") ?? examples[0]);
}

function refuseUnreadable(
  module: IntegrationModule,
  { contentType, body, request }: ExampleRequest,
  settings: ReadingSettings = {},
): void {
  const parsed = parseBody(contentType, body);
  if (parsed.kind !== "payload") return;
  const reason = module.refuse?.(toReceivedRequest(parsed.payload, request, settings));
  if (reason !== undefined) throw unusable(reason);
}

/** A group of its own, whatever the templates say, and open: it is there to be looked at. */
function asDemo(alert: GroupableAlert): GroupableAlert {
  const { draft } = alert;
  return {
    ...alert,
    integrationName: `${alert.integrationName} (a demo alert)`,
    draft: { ...draft, groupingKey: randomBytes(16), groupingText: null, opensGroup: true, isNote: false },
  };
}

function unusable(message: string): AppError {
  return new AppError("invalid_input", message, { field: "payload" });
}
