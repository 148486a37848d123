import type {
  IncidentChange,
  IncidentEventType,
  IncidentSettings,
  IncidentTimelineEntry,
  IncidentUpdate,
} from "./model.ts";

/** What follows from declaring an incident; one that is over already is told as resolved, too. */
export function decideDeclaration(settings: IncidentSettings, how: string): IncidentChange {
  const { severity, labels, isDrill } = settings;
  const declared: IncidentTimelineEntry = {
    kind: "declared",
    text: how,
    detail: { severity, labels, is_drill: isDrill },
  };
  if (settings.status === "active") return { settings, entries: [declared], events: ["incident declared"] };
  return {
    settings,
    entries: [declared, { kind: "resolved", text: "it was over when it was declared" }],
    events: ["incident declared", "incident resolved"],
  };
}

/**
 * What follows from changing an incident. What is not different from before leaves no trace; changes of several settings
 * are one event.
 */
export function decideChange(before: IncidentSettings, update: IncidentUpdate, why: string): IncidentChange {
  const settings = merge(before, update);
  const status = statusEntries(before, settings, why);
  const others = settingEntries(before, settings);
  return { settings, entries: [...others, ...status], events: eventsOf(others, status) };
}

function merge(before: IncidentSettings, update: IncidentUpdate): IncidentSettings {
  return {
    title: update.title ?? before.title,
    severity: update.severity ?? before.severity,
    status: update.status ?? before.status,
    isDrill: update.isDrill ?? before.isDrill,
    labels: update.labels ?? before.labels,
    roomPrefix: update.roomPrefix === undefined ? before.roomPrefix : update.roomPrefix,
  };
}

function eventsOf(
  others: readonly IncidentTimelineEntry[],
  status: readonly IncidentTimelineEntry[],
): IncidentEventType[] {
  const isResolved = status.some((entry) => entry.kind === "resolved");
  const isChanged = others.length > 0 || (status.length > 0 && !isResolved);
  return [
    ...(isChanged ? (["incident changed"] as const) : []),
    ...(isResolved ? (["incident resolved"] as const) : []),
  ];
}

function statusEntries(
  before: IncidentSettings,
  after: IncidentSettings,
  why: string,
): IncidentTimelineEntry[] {
  if (before.status === after.status) return [];
  return [{ kind: after.status === "resolved" ? "resolved" : "reopened", text: why }];
}

const settingKinds = {
  title: "title_changed",
  severity: "severity_changed",
  isDrill: "drill_changed",
  labels: "labels_changed",
  roomPrefix: "room_prefix_changed",
} as const;

function settingEntries(before: IncidentSettings, after: IncidentSettings): IncidentTimelineEntry[] {
  const names = ["title", "severity", "isDrill", "labels", "roomPrefix"] as const;
  return names
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => ({
      kind: settingKinds[name],
      text: `${shown(before[name])} → ${shown(after[name])}`,
      detail: { from: before[name], to: after[name] },
    }));
}

function shown(value: IncidentSettings[keyof typeof settingKinds]): string {
  if (value === null) return "none";
  if (typeof value === "boolean") return value ? "a drill" : "not a drill";
  if (typeof value === "string") return value;
  return value.length === 0 ? "none" : value.join(", ");
}
