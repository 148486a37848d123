import type { AlertGroupId, AlertId, IntegrationId, RouteId, UserId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { Actor, AlertGroup, GroupState, Mark } from "./model.ts";

/** The columns of `alert_groups` that hold its state. */
export interface StateColumns {
  status: GroupState["status"];
  is_open: boolean;
  acknowledged_at: Instant | null;
  acknowledged_by: Actor["kind"] | null;
  acknowledged_by_user_id: UserId | null;
  silenced_at: Instant | null;
  silenced_until: Instant | null;
  resolved_at: Instant | null;
  resolved_by: Actor["kind"] | null;
  resolved_by_user_id: UserId | null;
}

export interface GroupRow extends StateColumns {
  id: AlertGroupId;
  public_id: string;
  integration_id: IntegrationId;
  route_id: RouteId | null;
  grouping_key: Buffer;
  title: string;
  alerts_count: number;
  first_alert_id: AlertId | null;
  last_alert_id: AlertId | null;
  root_group_id: AlertGroupId | null;
  wiped_at: Instant | null;
}

export const groupColumns = `id, public_id, integration_id, route_id, grouping_key, is_open, status, title, alerts_count,
  first_alert_id, last_alert_id, root_group_id, acknowledged_at, acknowledged_by, acknowledged_by_user_id,
  silenced_at, silenced_until, resolved_at, resolved_by, resolved_by_user_id, wiped_at`;

export function toGroup(row: GroupRow): AlertGroup {
  return {
    id: row.id,
    publicId: row.public_id,
    integrationId: row.integration_id,
    routeId: row.route_id,
    groupingKey: row.grouping_key,
    isOpen: row.is_open,
    state: toState(row),
    title: row.title,
    alertsCount: row.alerts_count,
    firstAlertId: row.first_alert_id,
    lastAlertId: row.last_alert_id,
    rootGroupId: row.root_group_id,
    wipedAt: row.wiped_at,
  };
}

export function toState(row: StateColumns): GroupState {
  const acknowledged = toMark(row.acknowledged_at, row.acknowledged_by, row.acknowledged_by_user_id);
  const resolved = toMark(row.resolved_at, row.resolved_by, row.resolved_by_user_id);
  if (row.status === "resolved" && resolved) return { status: "resolved", resolved, acknowledged };
  if (row.status === "acknowledged" && acknowledged) return { status: "acknowledged", acknowledged };
  if (row.status === "silenced" && row.silenced_at) {
    return { status: "silenced", at: row.silenced_at, until: row.silenced_until };
  }
  return { status: "firing" };
}

export function toStateColumns(state: GroupState, isOpen: boolean): StateColumns {
  const acknowledged = "acknowledged" in state ? state.acknowledged : null;
  const resolved = "resolved" in state ? state.resolved : null;
  return {
    status: state.status,
    is_open: isOpen,
    acknowledged_at: acknowledged?.at ?? null,
    acknowledged_by: acknowledged?.by.kind ?? null,
    acknowledged_by_user_id: userOf(acknowledged),
    silenced_at: state.status === "silenced" ? state.at : null,
    silenced_until: state.status === "silenced" ? state.until : null,
    resolved_at: resolved?.at ?? null,
    resolved_by: resolved?.by.kind ?? null,
    resolved_by_user_id: userOf(resolved),
  };
}

function toMark(at: Instant | null, by: Actor["kind"] | null, userId: UserId | null): Mark | null {
  if (at === null || by === null) return null;
  return { at, by: by === "user" ? { kind: "user", userId } : { kind: by } };
}

function userOf(mark: Mark | null): UserId | null {
  return mark?.by.kind === "user" ? mark.by.userId : null;
}
