import { z } from "zod";
import type { GroupEventRecord } from "../../core/outgoing-webhooks/index.ts";
import { instantToMs } from "../../platform/instant.ts";
import { labelSetText, type Source, type SourceAlert } from "./notification.ts";

/** What Alertmanager, Grafana and those who imitate them send; anything else is told by the group itself. */
const carriedAlerts = z.object({
  alerts: z
    .array(
      z.object({
        status: z.string().optional(),
        labels: z.record(z.string(), z.string()),
        annotations: z.record(z.string(), z.string()).default({}),
        startsAt: z.string().optional(),
        endsAt: z.string().optional(),
        generatorURL: z.string().default(""),
      }),
    )
    .min(1),
});

const noTime = /^0001-01-01/;

/** What an event tells in Grafana's terms: the alerts of its last payload, or one made of the group. */
export function toSource(
  event: GroupEventRecord,
  about: Pick<Source, "receiver" | "externalUrl" | "maxAlerts" | "truncation">,
): Source {
  const { group } = event.snapshot;
  const groupLabels = { alertname: group.title, ...group.labels };
  const alerts = readAlerts(event) ?? [ownAlert(event, groupLabels, about.externalUrl)];
  return {
    ...about,
    groupLabels,
    groupKey: `{}/{alert_group=${JSON.stringify(group.id)}}:${labelSetText(groupLabels)}`,
    alerts: alerts.map((alert) => withGroupState(alert, event)),
    nowMs: instantToMs(event.at),
  };
}

function readAlerts({ lastAlert }: GroupEventRecord): SourceAlert[] | undefined {
  const read = carriedAlerts.safeParse(parse(lastAlert?.payload ?? ""));
  if (!read.success) return undefined;
  return read.data.alerts.map((alert) => ({
    labels: alert.labels,
    annotations: alert.annotations,
    startsAt: alert.startsAt ?? "",
    endsAt:
      alert.status === "firing" || alert.endsAt === undefined || noTime.test(alert.endsAt)
        ? null
        : alert.endsAt,
    generatorUrl: alert.generatorURL,
  }));
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // A payload may be any text.
    return undefined;
  }
}

function ownAlert(
  { snapshot: { group, integration } }: GroupEventRecord,
  labels: Record<string, string>,
  externalUrl: string,
): SourceAlert {
  return {
    labels,
    annotations: { summary: group.title, integration: integration.name },
    startsAt: group.createdAt,
    endsAt: null,
    generatorUrl: `${externalUrl}/alert-groups/${group.id}`,
  };
}

/** A group that is over has no firing alerts, and one that is open again has some. */
function withGroupState(alert: SourceAlert, { at, snapshot: { group } }: GroupEventRecord): SourceAlert {
  const startsAt = Number.isNaN(Date.parse(alert.startsAt)) ? group.createdAt : alert.startsAt;
  if (group.state !== "resolved") return { ...alert, startsAt };
  return { ...alert, startsAt, endsAt: alert.endsAt ?? group.resolvedAt ?? at };
}
