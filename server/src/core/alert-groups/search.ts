import type { Database } from "../../platform/db/database.ts";
import type { TeamId } from "../../platform/ids.ts";
import type { Page, Slice } from "../people/index.ts";
import type { GroupStatus } from "./model.ts";
import * as store from "./search-store.ts";

export type { AlertView, GroupView, LabelPair } from "./search-store.ts";

/** What a list of groups is narrowed to. Ids are public; one that does not exist matches nothing. */
export interface GroupFilter {
  id?: string;
  integrationId?: string;
  routeId?: string;
  status?: GroupStatus;
  /** Null: groups of integrations without a team. */
  teamId?: TeamId | null;
  /** Both inclusive, ISO text in UTC. */
  startedFrom?: string;
  startedUntil?: string;
  /** All of them must be there. */
  labels?: readonly store.LabelPair[];
}

export interface AlertFilter {
  id?: string;
  groupId?: string;
  /** Part of the payload's JSON text, case does not matter. */
  text?: string;
}

/** Groups, newest first; those of deleted integrations and attached ones included. */
export async function searchGroups(
  db: Database,
  filter: GroupFilter,
  slice: Slice,
): Promise<Page<store.GroupView>> {
  const condition = await toGroupCondition(db, filter);
  if (!condition) return { items: [], count: 0 };
  const [items, count] = await Promise.all([
    store.listGroupRows(db, condition, slice),
    countWellEnough(db, `groups ${JSON.stringify(condition)}`, (limit) =>
      store.countGroups(db, condition, limit),
    ),
  ]);
  return { items, count };
}

export function findGroup(db: Database, publicId: string): Promise<store.GroupView | undefined> {
  return store.findGroupRow(db, publicId);
}

/** Alerts, newest first. */
export async function searchAlerts(
  db: Database,
  filter: AlertFilter,
  slice: Slice,
): Promise<Page<store.AlertView>> {
  const condition = await toAlertCondition(db, filter);
  if (!condition) return { items: [], count: 0 };
  const [items, count] = await Promise.all([
    store.listAlertRows(db, condition, slice),
    countWellEnough(db, `alerts ${JSON.stringify(condition)}`, (limit) =>
      store.countAlerts(db, condition, limit),
    ),
  ]);
  return { items, count };
}

async function toGroupCondition(
  db: Database,
  filter: GroupFilter,
): Promise<store.GroupCondition | undefined> {
  const { id, integrationId, routeId, ...rest } = filter;
  const condition: store.GroupCondition = id === undefined ? rest : { ...rest, publicId: id };
  if (integrationId !== undefined) {
    const found = await store.findIntegrationRowId(db, integrationId);
    if (found === undefined) return undefined;
    condition.integrationId = found;
  }
  if (routeId !== undefined) {
    const found = await store.findRouteRowId(db, routeId);
    if (found === undefined) return undefined;
    condition.routeId = found;
  }
  return condition;
}

async function toAlertCondition(
  db: Database,
  filter: AlertFilter,
): Promise<store.AlertCondition | undefined> {
  const { id, groupId, text } = filter;
  const condition: store.AlertCondition = {};
  if (id !== undefined) condition.publicId = id;
  if (text !== undefined) condition.text = text;
  if (groupId === undefined) return condition;
  const found = await store.findGroupRowId(db, groupId);
  return found && { ...condition, groupId: found };
}

/** Up to here a count is exact at every request; people look at such numbers, and scripts compare them. */
const exactCountLimit = 10_000;
const countTtlMs = 60_000;
const cachedCounts = 200;

const countsByDatabase = new WeakMap<Database, Map<string, { count: number; validUntilMs: number }>>();

/**
 * Exact up to `exactCountLimit`. Beyond it the number is up to a minute old: counting a million rows takes hundreds of
 * milliseconds, and the 20,000th page does not care.
 */
async function countWellEnough(
  db: Database,
  key: string,
  count: (limit: number | null) => Promise<number>,
): Promise<number> {
  const few = await count(exactCountLimit + 1);
  if (few <= exactCountLimit) return few;
  const counts = countsByDatabase.get(db) ?? new Map<string, { count: number; validUntilMs: number }>();
  countsByDatabase.set(db, counts);
  const known = counts.get(key);
  if (known && known.validUntilMs > performance.now()) return Math.max(known.count, few);
  const exact = await count(null);
  counts.delete(key);
  const [oldest] = counts.keys();
  if (oldest !== undefined && counts.size >= cachedCounts) counts.delete(oldest);
  counts.set(key, { count: exact, validUntilMs: performance.now() + countTtlMs });
  return exact;
}
