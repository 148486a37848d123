import type { Transaction } from "../../platform/db/database.ts";
import { AppError } from "../../platform/errors.ts";
import type { Context } from "../context.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import { findExpressionProblem } from "./check-expression.ts";
import { type RouteResult, refusePosition } from "./create-route.ts";
import type { ChannelSettings, Route, RouteKind } from "./model.ts";
import { isPosition, type PositionRequest, reposition } from "./position.ts";
import * as store from "./store.ts";

export interface RouteUpdate {
  kind?: RouteKind;
  expression?: string;
  position?: PositionRequest;
  channels?: Partial<ChannelSettings>;
}

/**
 * Changes what is given. The default route has no expression: kind and expression given for it are left out.
 * @throws AppError `not_found` when the route was deleted meanwhile
 */
export async function updateRoute(
  ctx: Context,
  caller: Caller,
  route: Route,
  update: RouteUpdate,
): Promise<RouteResult> {
  requireRole(caller, "admin");
  const { kind, expression } = route.isDefault ? {} : update;
  const nextExpression = expression ?? route.expression;
  const isExpressionChanged = kind !== undefined || expression !== undefined;
  if (isExpressionChanged && nextExpression !== null) {
    const problem = findExpressionProblem(ctx.templates, kind ?? route.kind, nextExpression);
    if (problem) return { kind: "refused", refusal: problem };
  }
  return ctx.db.transaction().execute(async (tx) => {
    const current = await findCurrent(tx, route);
    if (update.position && !(await move(tx, current, update.position))) return refusePosition();
    const saved = await store.updateRouteRow(tx, route.id, {
      kind: kind ?? current.route.kind,
      expression: expression ?? current.route.expression,
      channels: { ...current.route.channels, ...update.channels },
    });
    const detail = { ...update };
    await recordAudit(tx, {
      caller,
      action: "updated",
      objectType: "route",
      objectId: route.publicId,
      detail,
    });
    return { kind: "saved", route: saved };
  });
}

/**
 * Removes a route; its place stays empty and its alert groups stay. The default route cannot be removed.
 * @throws AppError `not_found` when it was deleted meanwhile
 */
export async function deleteRoute(
  ctx: Context,
  caller: Caller,
  route: Route,
): Promise<{ kind: "deleted" } | { kind: "refused"; reason: "default_route" }> {
  requireRole(caller, "admin");
  if (route.isDefault) return { kind: "refused", reason: "default_route" };
  return ctx.db.transaction().execute(async (tx) => {
    await findCurrent(tx, route);
    await store.deleteRouteRow(tx, route.id);
    await recordAudit(tx, { caller, action: "deleted", objectType: "route", objectId: route.publicId });
    return { kind: "deleted" };
  });
}

/** Switches chat posting of a route inside a change of its integration, which writes the audit entry. */
export function updateChannels(
  tx: Transaction,
  route: Route,
  channels: Partial<ChannelSettings>,
): Promise<Route> {
  return store.updateRouteRow(tx, route.id, { ...route, channels: { ...route.channels, ...channels } });
}

interface Current {
  route: Route;
  siblings: Route[];
}

async function findCurrent(tx: Transaction, route: Route): Promise<Current> {
  const siblings = await store.lockSiblings(tx, route);
  const current = siblings.find((sibling) => sibling.id === route.id);
  if (!current) throw new AppError("not_found", "The route was deleted.");
  return { route: current, siblings };
}

async function move(tx: Transaction, current: Current, request: PositionRequest): Promise<boolean> {
  const positions = reposition(current.siblings, current.route, request);
  if (![...positions.values()].every(isPosition)) return false;
  await store.savePositions(tx, positions);
  return true;
}
