import type { Transaction } from "../../platform/db/database.ts";
import { type AlertGroupId, type AlertId, type IntegrationId, newPublicId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import { storableText } from "../../platform/storable-text.ts";
import type { Context } from "../context.ts";
import type { AlertDraft } from "../intake/model.ts";
import type { MaintenanceOfAlert } from "../maintenance/model.ts";
import { announce, type GroupEvent } from "../outgoing-webhooks/index.ts";
import type { Actor, AlertGroup, GroupEventType, TimelineEntry } from "./model.ts";
import { toStateColumns } from "./rows.ts";
import { applySignals } from "./rules.ts";
import * as store from "./store.ts";

export interface GroupableAlert {
  integrationId: IntegrationId;
  integrationName: string;
  draft: AlertDraft;
  /** Set while the integration is in maintenance or debug mode. */
  maintenance?: MaintenanceOfAlert | null;
  /** The `traceparent` it came with. */
  trace?: string | undefined;
}

/** What an alert did: `triggered` opened its group, `deduplicated` joined one that was open already. */
export type AlertOutcome = "triggered" | "deduplicated" | "acknowledged" | "resolved" | "noted";

/** Where an alert ended up. */
export interface GroupedAlert {
  groupId: AlertGroupId;
  groupPublicId: string;
  outcome: AlertOutcome;
}

/** A group as it changes in memory while a batch is applied to it. */
interface OpenWork {
  group: AlertGroup;
  isNew: boolean;
  addedAlerts: number;
  failures: AlertDraft["failures"];
  /** Of a new group. */
  labels: AlertDraft["labels"];
  /** In which mode a new group was made. */
  maintenanceMode: MaintenanceOfAlert["mode"] | null;
}

/**
 * Puts alerts, in order, into their groups: opens, joins, acknowledges, resolves, with timeline entries and outgoing
 * events, in the caller's transaction. The rules are OnCall's (1.4): an alert joins the open group of its integration,
 * route and key; a resolve signal without one joins the newest resolved group; else a new group is opened, unless the
 * alert is of a kind that opens none.
 * @returns for each alert its group, or null when it was left out
 */
export async function groupAlerts(
  ctx: Context,
  tx: Transaction,
  alerts: readonly GroupableAlert[],
  now: Instant,
): Promise<(GroupedAlert | null)[]> {
  const identities = alerts.map(identityOf);
  const open = indexGroups(await store.lockOpenGroups(tx, identities));
  const orphanSignals = identities.filter(
    (identity, at) => alerts[at]?.draft.isResolve && !open.has(keyOf(identity)),
  );
  const resolved = indexGroups(await store.lockLatestResolvedGroups(tx, orphanSignals));
  const ids = await store.drawIds(tx, { groups: alerts.length, alerts: alerts.length });

  const batch = new Batch(open, resolved, now);
  const placed = alerts.map((alert, at) => batch.place(alert, at, ids));
  await batch.save(ctx, tx);
  return placed;
}

class Batch {
  readonly #open: Map<string, OpenWork>;
  readonly #resolved: Map<string, OpenWork>;
  readonly #now: Instant;
  readonly #touched = new Set<OpenWork>();
  readonly #alerts: store.NewAlert[] = [];
  readonly #entries: store.NewTimelineEntry[] = [];
  readonly #events: GroupEvent[] = [];

  constructor(open: Map<string, OpenWork>, resolved: Map<string, OpenWork>, now: Instant) {
    this.#open = open;
    this.#resolved = resolved;
    this.#now = now;
  }

  place(
    alert: GroupableAlert,
    at: number,
    ids: { groupIds: readonly AlertGroupId[]; alertIds: readonly AlertId[] },
  ): GroupedAlert | null {
    const groupId = ids.groupIds[at];
    const alertId = ids.alertIds[at];
    if (groupId === undefined || alertId === undefined) throw new Error("fewer ids drawn than alerts");
    const { draft } = alert;
    const key = keyOf(identityOf(alert));
    const present = this.#open.get(key) ?? (draft.isResolve ? this.#resolved.get(key) : undefined);
    if (!present && !draft.opensGroup) return null;
    const work = present ?? this.#openGroup(alert, groupId, key);
    if (draft.isNote) return this.#note(work, draft);
    this.#join(work, alertId, draft);
    this.#applySignals(work, alert);
    if (!work.group.isOpen && this.#open.get(key) === work) {
      this.#open.delete(key);
      this.#resolved.set(key, work);
    }
    const outcome = outcomeOf(draft, present !== undefined);
    return { groupId: work.group.id, groupPublicId: work.group.publicId, outcome };
  }

  #openGroup(alert: GroupableAlert, id: AlertGroupId, key: string): OpenWork {
    const { draft, integrationId } = alert;
    const group: AlertGroup = {
      id,
      publicId: newPublicId("alertGroup"),
      integrationId,
      routeId: draft.route.id,
      groupingKey: draft.groupingKey,
      isOpen: true,
      state: { status: "firing" },
      title: storableText(draft.title),
      alertsCount: 0,
      firstAlertId: null,
      lastAlertId: null,
      rootGroupId: alert.maintenance?.root?.id ?? null,
      wipedAt: null,
    };
    const maintenanceMode = alert.maintenance?.mode ?? null;
    const work: OpenWork = {
      group,
      isNew: true,
      addedAlerts: 0,
      failures: draft.failures,
      labels: draft.labels,
      maintenanceMode,
    };
    this.#open.set(key, work);
    this.#record(group, openingEntries(alert), ["alert group created"], alert.trace);
    const root = alert.maintenance?.root;
    if (root) this.#entries.push(toTimelineRow(root.id, collectedEntry(group.publicId)));
    return work;
  }

  #note({ group }: OpenWork, draft: AlertDraft): GroupedAlert {
    const entry: TimelineEntry = { kind: "note", actor: { kind: "source" }, reason: draft.title };
    this.#record(group, [entry], [], undefined);
    return { groupId: group.id, groupPublicId: group.publicId, outcome: "noted" };
  }

  #join(work: OpenWork, alertId: AlertId, draft: AlertDraft): void {
    const { group } = work;
    work.addedAlerts += 1;
    work.failures = draft.failures;
    work.group = { ...group, firstAlertId: group.firstAlertId ?? alertId, lastAlertId: alertId };
    this.#touched.add(work);
    this.#alerts.push({
      id: alertId,
      publicId: newPublicId("alert"),
      groupId: group.id,
      payload: draft.payload.text,
      facts: draft.payload.facts ?? null,
      isResolveSignal: draft.isResolve,
    });
  }

  #applySignals(work: OpenWork, { draft, trace }: GroupableAlert): void {
    const change = applySignals(work.group, draft, this.#now);
    work.group = { ...work.group, state: change.state, isOpen: change.isOpen };
    this.#record(work.group, change.entries, change.events, trace);
  }

  #record(
    group: AlertGroup,
    entries: readonly TimelineEntry[],
    events: readonly GroupEventType[],
    trace: string | undefined,
  ): void {
    this.#entries.push(...entries.map((entry) => toTimelineRow(group.id, entry)));
    for (const type of events)
      this.#events.push({ ...toGroupEvent(group, type, this.#now, { kind: "source" }), trace });
  }

  async save(ctx: Context, tx: Transaction): Promise<void> {
    const works = [...this.#touched];
    // First the groups that close: a new one may have the identity that they give up.
    await store.updateGroups(tx, works.filter((work) => !work.isNew).map(toUpdate));
    await store.insertGroups(tx, works.filter((work) => work.isNew).map(toNewGroup));
    await store.insertAlerts(tx, this.#alerts);
    await store.insertTimeline(tx, this.#entries);
    await announce(tx, ctx, this.#events);
  }
}

function outcomeOf(draft: AlertDraft, hasJoined: boolean): AlertOutcome {
  if (draft.isResolve) return "resolved";
  if (draft.isAcknowledge) return "acknowledged";
  return hasJoined ? "deduplicated" : "triggered";
}

function openingEntries(alert: GroupableAlert): TimelineEntry[] {
  const { draft, integrationName } = alert;
  const actor: Actor = { kind: "source" };
  return [
    { kind: "registered", actor, reason: `first alert from ${integrationName}` },
    { kind: "route_assigned", actor, reason: draft.routeReason, detail: { route_id: draft.route.publicId } },
    ...maintenanceEntries(alert),
  ];
}

/** Why nobody is paged, and in which group it is collected. */
function maintenanceEntries({ maintenance }: GroupableAlert): TimelineEntry[] {
  if (!maintenance) return [];
  const { mode, root } = maintenance;
  const actor: Actor = { kind: "system" };
  const reason = `the integration is in ${mode} mode: nobody is paged`;
  return [
    root
      ? { kind: "attached", actor, reason, detail: { root_id: root.publicId } }
      : { kind: "note", actor, reason },
  ];
}

function collectedEntry(publicId: string): TimelineEntry {
  const reason = "made while the integration is under maintenance";
  return { kind: "attached", actor: { kind: "system" }, reason, detail: { attached_id: publicId } };
}

export function toTimelineRow(groupId: AlertGroupId, entry: TimelineEntry): store.NewTimelineEntry {
  return {
    group_id: groupId,
    kind: entry.kind,
    actor: entry.actor.kind,
    user_id: entry.actor.kind === "user" ? entry.actor.userId : null,
    reason: storableText(entry.reason),
    detail: entry.detail ?? {},
  };
}

export function toGroupEvent(group: AlertGroup, type: GroupEventType, at: Instant, actor: Actor): GroupEvent {
  const event = { groupId: group.id, type, at, userId: actor.kind === "user" ? actor.userId : null };
  return group.state.status === "silenced" && type === "silence"
    ? { ...event, until: group.state.until }
    : event;
}

function toNewGroup({ group, addedAlerts, failures, labels, maintenanceMode }: OpenWork): store.NewGroup {
  const { routeId, firstAlertId, lastAlertId } = group;
  if (routeId === null || firstAlertId === null || lastAlertId === null)
    throw new Error("a new group without an alert");
  return {
    ...toStateColumns(group.state, group.isOpen),
    id: group.id,
    public_id: group.publicId,
    integration_id: group.integrationId,
    route_id: routeId,
    grouping_key_hex: group.groupingKey.toString("hex"),
    title: group.title,
    labels,
    alerts_count: addedAlerts,
    first_alert_id: firstAlertId,
    last_alert_id: lastAlertId,
    template_errors: shownFailures(failures),
    root_group_id: group.rootGroupId,
    maintenance_mode: maintenanceMode,
  };
}

function shownFailures(failures: AlertDraft["failures"]): { slot: string; message: string }[] {
  return failures.map(({ slot, message }) => ({ slot, message: storableText(message) }));
}

function toUpdate({ group, addedAlerts, failures }: OpenWork): store.GroupUpdate {
  return {
    ...toStateColumns(group.state, group.isOpen),
    id: group.id,
    added_alerts: addedAlerts,
    first_alert_id: group.firstAlertId,
    last_alert_id: group.lastAlertId,
    template_errors: failures.length > 0 ? shownFailures(failures) : null,
  };
}

function indexGroups(groups: readonly AlertGroup[]): Map<string, OpenWork> {
  return new Map(
    groups.flatMap((group): [string, OpenWork][] =>
      group.routeId === null
        ? []
        : [
            [
              keyOf({ ...group, routeId: group.routeId }),
              { group, isNew: false, addedAlerts: 0, failures: [], labels: {}, maintenanceMode: null },
            ],
          ],
    ),
  );
}

function identityOf({ integrationId, draft }: GroupableAlert): store.GroupIdentity {
  return { integrationId, routeId: draft.route.id, groupingKey: draft.groupingKey };
}

function keyOf({ integrationId, routeId, groupingKey }: store.GroupIdentity): string {
  return `${integrationId}:${routeId}:${groupingKey.toString("latin1")}`;
}
