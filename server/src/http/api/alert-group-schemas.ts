import { z } from "zod";
import type { Appearance } from "../../core/alert-groups/appearance.ts";
import type {
  AlertDetail,
  GroupDetail,
  GroupSummary,
  TimelineItem,
} from "../../core/alert-groups/detail-store.ts";
import { actionKinds, possibleActions } from "../../core/alert-groups/index.ts";
import { alertFactsSchema } from "../../core/integrations/facts.ts";
import type { PendingDelivery } from "../../core/outgoing-webhooks/group-delivery-store.ts";
import { attempt } from "./attempt-schemas.ts";
import { groupStatus, instant, publicId } from "./schemas.ts";

const summaryFields = {
  id: publicId,
  title: z.string(),
  status: groupStatus,
  alerts_count: z.int(),
  integration: z.object({ id: publicId, name: z.string() }),
  started_at: instant,
  last_alert_at: instant,
  acknowledged_at: instant.nullable(),
  acknowledged_by: z.string().nullable().describe("A username; null when it was not a person."),
  silenced_until: instant.nullable().describe("Null while silenced: until somebody ends it."),
  resolved_at: instant.nullable(),
  resolved_by: z.string().nullable(),
  wiped_at: instant.nullable(),
  root_group_id: publicId.nullable().describe("The group that this one is attached to."),
  url: z.string(),
  actions: z
    .array(z.enum([...actionKinds, "attach", "unattach"]))
    .describe("What its state allows. A role or another group may still stand in the way."),
};

export const groupSummary = z.object(summaryFields).meta({ id: "AlertGroupSummary" });

export const alertFacts = alertFactsSchema.meta({ id: "AlertFacts" });

export const alert = z
  .object({
    id: publicId,
    created_at: instant,
    is_resolve_signal: z.boolean(),
    facts: alertFacts
      .nullable()
      .describe("What was read from the payload; null for tools that have templates only."),
    payload: z.string().describe("JSON text as received: key order and the spelling of numbers are kept."),
  })
  .meta({ id: "Alert" });

const slotFailure = z.object({ slot: z.string(), message: z.string() });

export const groupDetail = z
  .object({
    ...summaryFields,
    route_id: publicId.nullable(),
    route: z
      .object({
        id: publicId,
        is_default: z.boolean(),
        kind: z.enum(["regex", "jinja2"]),
        expression: z.string().nullable(),
      })
      .nullable()
      .describe("The route as it is now; null when it was deleted."),
    route_reason: z.string().nullable().describe("Why the first alert took its route."),
    labels: z.record(z.string(), z.unknown()),
    appearance: z
      .object({
        title: z.string().nullable(),
        message: z.string().nullable().describe("Markdown as the template wrote it. Not safe HTML."),
        image_url: z.string().nullable(),
        source_link: z.string().nullable(),
        failures: z.array(slotFailure),
      })
      .describe("The first alert, by the integration's present templates for the web."),
    template_errors: z
      .array(slotFailure)
      .describe("Templates that failed when the newest alerts were grouped."),
    attached_groups: z.array(z.object({ id: publicId, title: z.string(), status: groupStatus })),
    first_alert: alert.nullable(),
    last_alert: alert.nullable(),
  })
  .meta({ id: "AlertGroup" });

export const timelineEntry = z
  .object({
    id: z.int(),
    at: instant,
    kind: z.string(),
    actor: z.enum(["source", "user", "system"]),
    username: z.string().nullable(),
    reason: z.string(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "TimelineEntry" });

export const pendingDelivery = z
  .object({
    id: z.string().describe("Sent as `webhook-id`, the same over all tries."),
    webhook: z.object({ id: publicId, name: z.string() }),
    event: z.string(),
    attempts: z.int().describe("Tries so far."),
    created_at: instant,
    due_at: instant.describe("When it is tried next."),
    in_progress: z.boolean(),
  })
  .meta({ id: "PendingDelivery" });

export const groupDeliveries = z.object({
  pending: z.array(pendingDelivery).describe("At most 100."),
  attempts: z.array(attempt).describe("The newest 100 tries."),
});

export function presentSummary(publicUrl: string, group: GroupSummary): z.output<typeof groupSummary> {
  return {
    id: group.publicId,
    title: group.title,
    status: group.status,
    alerts_count: group.alertsCount,
    integration: { id: group.integrationPublicId, name: group.integrationName },
    started_at: group.startedAt,
    last_alert_at: group.lastAlertAt,
    acknowledged_at: group.acknowledgedAt,
    acknowledged_by: group.acknowledgedBy,
    silenced_until: group.silencedUntil,
    resolved_at: group.resolvedAt,
    resolved_by: group.resolvedBy,
    wiped_at: group.wipedAt,
    root_group_id: group.rootGroupPublicId,
    url: `${publicUrl}/alert-groups/${group.publicId}`,
    actions: actionsOf(group),
  };
}

function actionsOf(group: GroupSummary): z.output<typeof groupSummary>["actions"] {
  const isAttached = group.rootGroupPublicId !== null;
  const { status, wipedAt } = group;
  const look = { status, isAttached, isAcknowledged: status === "acknowledged", isWiped: wipedAt !== null };
  return [...possibleActions(look), isAttached ? "unattach" : "attach"];
}

export function presentDetail(
  publicUrl: string,
  group: GroupDetail,
  appearance: Appearance,
): z.output<typeof groupDetail> {
  return {
    ...presentSummary(publicUrl, group),
    route_id: group.routePublicId,
    route: group.route && {
      id: group.route.publicId,
      is_default: group.route.isDefault,
      kind: group.route.kind,
      expression: group.route.expression,
    },
    route_reason: group.routeReason,
    labels: group.labels,
    appearance: {
      title: appearance.title,
      message: appearance.message,
      image_url: appearance.imageUrl,
      source_link: appearance.sourceLink,
      failures: appearance.failures,
    },
    template_errors: group.templateErrors,
    attached_groups: group.attachedGroups.map(({ publicId: id, title, status }) => ({ id, title, status })),
    first_alert: group.firstAlert && presentAlert(group.firstAlert),
    last_alert: group.lastAlert && presentAlert(group.lastAlert),
  };
}

export function presentAlert(row: AlertDetail): z.output<typeof alert> {
  return {
    id: row.publicId,
    created_at: row.createdAt,
    is_resolve_signal: row.isResolveSignal,
    facts: row.facts,
    payload: row.payload,
  };
}

export function presentTimelineEntry(item: TimelineItem): z.output<typeof timelineEntry> {
  const { id, at, kind, actor, username, reason, detail } = item;
  return { id, at, kind, actor, username, reason, detail };
}

export function presentPending(delivery: PendingDelivery): z.output<typeof pendingDelivery> {
  return {
    id: delivery.messageId,
    webhook: { id: delivery.webhookPublicId, name: delivery.webhookName },
    event: delivery.eventType,
    attempts: delivery.attempts,
    created_at: delivery.createdAt,
    due_at: delivery.dueAt,
    in_progress: delivery.isClaimed,
  };
}
