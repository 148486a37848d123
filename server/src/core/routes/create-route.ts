import type { Transaction } from "../../platform/db/database.ts";
import { type IntegrationId, newPublicId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import { type ExpressionProblem, findExpressionProblem } from "./check-expression.ts";
import {
  type ChannelSettings,
  channelSettingsSchema,
  maxRoutes,
  type Route,
  type RouteKind,
} from "./model.ts";
import { isPosition, nextPosition, type PositionRequest, reposition } from "./position.ts";
import * as store from "./store.ts";

export type RouteRefusal = ExpressionProblem | { reason: "bad_position" | "too_many" };
export type RouteResult = { kind: "saved"; route: Route } | { kind: "refused"; refusal: RouteRefusal };

export interface NewRouteInput {
  integrationId: IntegrationId;
  kind: RouteKind;
  expression: string;
  position: PositionRequest;
  channels: ChannelSettings;
}

/** Appends a route to an integration, then puts it where the request says. */
export async function createRoute(ctx: Context, caller: Caller, input: NewRouteInput): Promise<RouteResult> {
  requireRole(caller, "admin");
  const problem = findExpressionProblem(ctx.templates, input.kind, input.expression);
  if (problem) return { kind: "refused", refusal: problem };
  return ctx.db.transaction().execute(async (tx) => {
    const siblings = await store.lockSiblings(tx, { integrationId: input.integrationId, isDefault: false });
    if (siblings.length >= maxRoutes) return { kind: "refused", refusal: { reason: "too_many" } };
    const end = nextPosition(siblings);
    const placed = reposition(
      [...siblings, { id: 0, position: end }],
      { id: 0, position: end },
      input.position,
    );
    const position = placed.get(0) ?? end;
    placed.delete(0);
    if (![position, ...placed.values()].every(isPosition)) return refusePosition();
    await store.savePositions(tx, placed);
    const { integrationId, kind, expression, channels } = input;
    const publicId = newPublicId("route");
    const row = { publicId, integrationId, isDefault: false, position, kind, expression, channels };
    const route = await store.insertRoute(tx, row);
    const detail = { kind, expression, position };
    await recordAudit(tx, { caller, action: "created", objectType: "route", objectId: publicId, detail });
    return { kind: "saved", route };
  });
}

/** Every integration is made with this route; it catches what no other route wants. */
export function insertDefaultRoute(
  tx: Transaction,
  integrationId: IntegrationId,
  channels: Partial<ChannelSettings> = {},
): Promise<Route> {
  return store.insertRoute(tx, {
    publicId: newPublicId("route"),
    integrationId,
    isDefault: true,
    position: 0,
    kind: "regex",
    expression: null,
    channels: channelSettingsSchema.parse(channels),
  });
}

export function refusePosition(): RouteResult {
  return { kind: "refused", refusal: { reason: "bad_position" } };
}
