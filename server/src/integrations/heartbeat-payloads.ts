import { heartbeatFlags, plainHeartbeatPayload } from "../core/heartbeats/notice.ts";
import type { HeartbeatNotice } from "../core/integrations/registry.ts";

/**
 * How a missed heartbeat looks to the templates of each kind of tool. The keys are OnCall's, because users' templates
 * refer to them.
 */
type HeartbeatPayload = (notice: HeartbeatNotice) => object;

export function plainHeartbeat(slug: string): HeartbeatPayload {
  return (notice) => plainHeartbeatPayload(slug, notice);
}

const alertName = "OnCallHeartBeatMissing";

function labelsOf(notice: HeartbeatNotice): Record<string, string> {
  return { alertname: alertName, ...(notice.isAutomatic ? {} : { heartbeat: notice.name }) };
}

function alertElement(notice: HeartbeatNotice) {
  return {
    status: statusOf(notice),
    labels: labelsOf(notice),
    annotations: { title: alertName, description: notice.message },
    startsAt: notice.at,
    endsAt: notice.kind === "restored" ? notice.at : "0001-01-01T00:00:00Z",
    generatorURL: null,
  };
}

function statusOf(notice: HeartbeatNotice): "firing" | "resolved" {
  return notice.kind === "restored" ? "resolved" : "firing";
}

/** A whole request of Alertmanager with one alert in it. */
export const alertmanagerHeartbeat: HeartbeatPayload = (notice) => {
  const labels = labelsOf(notice);
  const isRestored = notice.kind === "restored";
  const own = notice.isAutomatic ? "" : `,heartbeat="${notice.id}"`;
  return {
    alerts: [alertElement(notice)],
    status: statusOf(notice),
    version: "4",
    groupKey: `{}:{alertname="${alertName}"${own}}`,
    receiver: "heartbeat",
    numFiring: isRestored ? 0 : 1,
    numResolved: isRestored ? 1 : 0,
    externalURL: "",
    groupLabels: labels,
    commonLabels: labels,
    commonAnnotations: {},
    truncatedAlerts: 0,
  };
};

/** One alert of Alertmanager, for the old types that take each by itself. */
export const alertmanagerElementHeartbeat: HeartbeatPayload = (notice) => alertElement(notice);

/** A request of Grafana up to version 8. */
export const grafanaHeartbeat: HeartbeatPayload = (notice) => {
  const isRestored = notice.kind === "restored";
  const title = notice.isAutomatic ? "Grafana heartbeat" : `${notice.name} heartbeat`;
  return {
    state: isRestored ? "ok" : "alerting",
    title: isRestored ? `[OK] ${title}` : title,
    ruleName: title,
    message: notice.message,
    ...heartbeatFlags(isRestored),
  };
};
