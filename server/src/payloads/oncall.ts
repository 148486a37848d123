import {
  Dict,
  dumpJson,
  JsonSyntaxError,
  parseJson,
  TemplateError,
  toValue,
  type Value,
} from "@tocsin/jinja";
import type {
  Dialect,
  EventSnapshot,
  GroupEventRecord,
  IncidentEventRecord,
  PersonSnapshot,
  StoredAlert,
  Telling,
  ToldEvent,
} from "../core/outgoing-webhooks/index.ts";
import { pythonIsoFormat } from "../platform/instant.ts";
import { describeIncident } from "./grafana-incident.ts";

export interface OncallDialectOptions {
  /** Base of the web links, without a slash at the end. */
  publicUrl: string;
  /** The title of an integration type, shown after the integration's name. */
  titleOf: (integrationType: string) => string | undefined;
}

/** The event context of Grafana OnCall's outgoing webhooks, key order included; users' templates depend on it. */
export function createOncallDialect(options: OncallDialectOptions): Dialect {
  return { describe: (telling) => describeEvent(telling, options) };
}

/** The same as JSON text in Python's form; what the list of stored responses shows as `event_data`. */
export function oncallEventData(event: ToldEvent, options: OncallDialectOptions): string {
  return dumpJson(describeEvent({ event, responses: new Map() }, options), { style: "python-ascii" });
}

function describeEvent({ event, responses }: Telling, options: OncallDialectOptions): Dict {
  const description =
    event.subject === "incident"
      ? describeIncidentEvent(event, options.publicUrl)
      : describeGroupEvent(event, options);
  if (responses.size > 0) {
    description.set(
      "responses",
      dict(Object.fromEntries([...responses].map(([id, text]) => [id, jsonOrText(text)]))),
    );
  }
  return description;
}

/** OnCall's own server never sent these; the incident has the names of Grafana Incident's API. */
function describeIncidentEvent({ type, at, snapshot }: IncidentEventRecord, publicUrl: string): Dict {
  const { incident, user } = snapshot;
  return dict({
    event: dict({ type, time: pythonIsoFormat(at) }),
    user: describePerson(user),
    incident: toValue(describeIncident(incident, publicUrl)),
    incident_id: incident.id,
    alert_group_ids: incident.groupIds,
  });
}

function describeGroupEvent(event: GroupEventRecord, options: OncallDialectOptions): Dict {
  const { snapshot } = event;
  const parse = createPayloadParser();
  return dict({
    event: describeChange(event),
    user: describePerson(snapshot.user),
    alert_group: describeGroup(event, options.publicUrl, parse),
    alert_group_id: snapshot.group.id,
    // The first alert of the group, whatever the event: users' templates rely on it.
    alert_payload: event.firstAlert === null ? "" : parse(event.firstAlert),
    integration: describeIntegration(snapshot, options),
    notified_users: [],
    users_to_be_notified: [],
    alert_group_acknowledged_by: describePerson(snapshot.acknowledgedBy),
    alert_group_resolved_by: describePerson(snapshot.resolvedBy),
  });
}

function describeChange({ type, at, snapshot }: GroupEventRecord): Dict {
  switch (type) {
    case "alert group created":
      return dict({ type, time: pythonIsoFormat(snapshot.group.createdAt) });
    case "acknowledge":
    case "resolve":
      return dict({ type, time: pythonIsoFormat(at) });
    case "silence": {
      const until = snapshot.until === null ? null : pythonIsoFormat(snapshot.until);
      return dict({ type, time: pythonIsoFormat(at), until });
    }
    case "unsilence":
    case "unresolve":
    case "unacknowledge":
      return dict({ type });
  }
}

function describeGroup(
  event: GroupEventRecord,
  publicUrl: string,
  parse: (alert: StoredAlert) => Value,
): Dict {
  const { group, integration, acknowledgedBy, resolvedBy } = event.snapshot;
  return dict({
    id: group.id,
    integration_id: integration.id,
    team_id: integration.teamId,
    route_id: group.routeId,
    alerts_count: group.alertsCount,
    state: group.state,
    created_at: group.createdAt,
    resolved_at: group.resolvedAt,
    resolved_by: resolvedBy?.id ?? null,
    acknowledged_at: group.acknowledgedAt,
    acknowledged_by: acknowledgedBy?.id ?? null,
    labels: Object.entries(group.labels).map(([key, value]) =>
      dict({ key: dict({ id: key, name: key }), value: dict({ id: value, name: value }) }),
    ),
    title: group.title,
    permalinks: dict({
      slack: null,
      slack_app: null,
      telegram: null,
      web: `${publicUrl}/alert-groups/${group.id}`,
    }),
    silenced_at: group.silencedAt,
    last_alert: event.lastAlert && describeAlert(event.lastAlert, group.id, parse),
  });
}

function describeAlert(alert: StoredAlert, groupId: string, parse: (alert: StoredAlert) => Value): Dict {
  return dict({ id: alert.id, alert_group_id: groupId, created_at: alert.createdAt, payload: parse(alert) });
}

function describeIntegration({ integration }: EventSnapshot, { titleOf }: OncallDialectOptions): Dict {
  const title = titleOf(integration.type) ?? integration.type;
  return dict({
    id: integration.id,
    type: integration.type,
    name: `${integration.name} - ${title}`,
    team: integration.teamName,
  });
}

function describePerson(person: PersonSnapshot | null): Dict | null {
  return person && dict({ id: person.id, username: person.username, email: person.email });
}

/** A group with one alert names it twice; it is parsed once. */
function createPayloadParser(): (alert: StoredAlert) => Value {
  const parsed = new Map<string, Value>();
  return (alert) => {
    const known = parsed.get(alert.id);
    if (known !== undefined) return known;
    const value = jsonOrText(alert.payload);
    parsed.set(alert.id, value);
    return value;
  };
}

/** A receiver's answer may be any text; one that is JSON is shown as data. */
function jsonOrText(text: string): Value {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError || error instanceof TemplateError) return text;
    throw error;
  }
}

function dict(members: Record<string, Value>): Dict {
  const entries = new Map<string, Value>();
  for (const name in members) entries.set(name, members[name] ?? null);
  return new Dict(entries);
}
