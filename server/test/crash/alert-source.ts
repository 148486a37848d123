import { createRandom, type Random } from "./random.ts";

/** One alert as it goes over the wire. */
export interface WireAlert {
  uid: string;
  /** Of the integration, from the slash behind the origin. */
  path: string;
  body: string;
}

export type IntegrationType = "webhook" | "formatted_webhook" | "alertmanager";

export interface Target {
  type: IntegrationType;
  path: string;
}

type Signal = "firing" | "acknowledge" | "resolve";

const keysPerTarget = 60;

/** Makes alerts for these integrations: most fire, some take or end what fired earlier; a seed repeats them. */
export function createAlertSource(targets: readonly [Target, ...Target[]], seed: number): () => WireAlert {
  const random = createRandom(seed);
  let made = 0;
  return () => {
    made += 1;
    const uid = `${seed}-${made}`;
    const target = random.pick(targets);
    const key = `key-${random.below(keysPerTarget)}`;
    return {
      uid,
      path: target.path,
      body: JSON.stringify(payloadOf(target.type, uid, key, chooseSignal(random))),
    };
  };
}

function chooseSignal(random: Random): Signal {
  if (random.isLikely(0.15)) return "resolve";
  return random.isLikely(0.1) ? "acknowledge" : "firing";
}

const filler = "The disk fills up; see the runbook. ".repeat(12);

function payloadOf(type: IntegrationType, uid: string, key: string, signal: Signal): object {
  const state = signal === "resolve" ? "ok" : "alerting";
  switch (type) {
    case "webhook":
      return { uid, key, state, is_taken: signal === "acknowledge", title: `Disk of ${key}`, text: filler };
    case "formatted_webhook":
      return { uid, alert_uid: key, state, is_taken: signal === "acknowledge", title: key, message: filler };
    case "alertmanager":
      return alertmanagerPayload(uid, key, signal);
  }
}

function alertmanagerPayload(uid: string, key: string, signal: Signal): object {
  const status = signal === "resolve" ? "resolved" : "firing";
  const labels = { alertname: "DiskFull", instance: key, severity: "critical" };
  return {
    uid,
    is_taken: signal === "acknowledge",
    receiver: "tocsin",
    status,
    alerts: [
      {
        status,
        labels,
        annotations: { summary: filler },
        startsAt: "2026-01-05T10:00:00Z",
        fingerprint: uid,
      },
    ],
    groupLabels: { alertname: "DiskFull", instance: key },
    commonLabels: labels,
    commonAnnotations: {},
    externalURL: "http://alertmanager.example.com",
    version: "4",
    groupKey: `{}:{instance="${key}"}`,
    truncatedAlerts: 0,
  };
}
