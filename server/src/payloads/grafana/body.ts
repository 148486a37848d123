import { createHmac } from "node:crypto";
import type { AlertInput } from "@tocsin/go-template";
import { type GoJson, goJson, Struct } from "../go-json.ts";
import type { Notification } from "./notification.ts";

/** The body of Grafana's webhook, byte for byte (version 1 of its form). */
export function notificationBody(
  notification: Notification,
  told: { orgId: number; title: string; message: string },
): string {
  const { status, appVersion } = notification;
  return goJson(
    new Struct([
      ["receiver", notification.receiver],
      ["status", status],
      ["alerts", notification.alerts.map(alertJson)],
      ["groupLabels", notification.groupLabels],
      ["commonLabels", notification.commonLabels],
      ["commonAnnotations", notification.commonAnnotations],
      ["externalURL", notification.externalURL ?? ""],
      ["appVersion", appVersion || undefined],
      ["version", "1"],
      ["groupKey", notification.groupKey ?? ""],
      ["truncatedAlerts", notification.truncatedAlerts],
      ["orgId", told.orgId],
      ["title", told.title],
      ["state", status === "firing" ? "alerting" : "ok"],
      ["message", told.message],
    ]),
  );
}

function alertJson(alert: AlertInput): GoJson {
  return new Struct([
    ["status", alert.status],
    ["labels", alert.labels],
    ["annotations", alert.annotations ?? {}],
    ["startsAt", alert.startsAt ?? ""],
    ["endsAt", alert.endsAt ?? ""],
    ["generatorURL", alert.generatorURL ?? ""],
    ["fingerprint", alert.fingerprint ?? ""],
    ["silenceURL", alert.silenceURL ?? ""],
    ["dashboardURL", alert.dashboardURL ?? ""],
    ["panelURL", alert.panelURL ?? ""],
    ["ruleUID", alert.ruleUID],
    ["values", alert.values ?? null],
    ["valueString", alert.valueString ?? ""],
    ["imageURL", alert.imageURL],
    ["orgId", alert.orgId],
  ]);
}

/** Grafana's signature: lower-case hex, no prefix; the time of the try is part of it when it is sent as well. */
export function signBody(secret: string, body: string, timestamp: string | null): string {
  const signed = timestamp === null ? body : `${timestamp}:${body}`;
  return createHmac("sha256", secret).update(signed).digest("hex");
}
