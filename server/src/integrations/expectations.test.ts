import { toValue } from "@tocsin/jinja";
import { describe, expect, it } from "vitest";
import type { IntegrationModule, ReceivedRequest } from "../core/integrations/registry.ts";
import { betterUptime } from "./better-uptime.ts";
import { bitbucket } from "./bitbucket.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { icinga } from "./icinga.ts";
import { nagios } from "./nagios.ts";
import { pagerduty } from "./pagerduty.ts";
import { pingdom } from "./pingdom.ts";
import { uptimeKuma } from "./uptime-kuma.ts";
import { uptimerobot } from "./uptimerobot.ts";
import { vercel } from "./vercel.ts";

interface Sent {
  body?: unknown;
  headers?: Record<string, string>;
  query?: Record<string, string>;
}

/** What a module makes of a request with one alert: its facts, or why there is none. */
function read(module: IntegrationModule, { body = {}, headers = {}, query = {} }: Sent) {
  const request: ReceivedRequest = {
    body: { value: toValue(body), text: JSON.stringify(body) },
    headers: new Map(Object.entries(headers)),
    query: new Map(Object.entries(query)),
  };
  const refusal = module.refuse?.(request);
  if (refusal !== undefined) return { refusal };
  const { alerts, ignored } = module.interpret(request);
  return alerts[0]?.facts ?? { ignored };
}

const ignored = { ignored: expect.any(String) };

type Row = [string, IntegrationModule, Sent, object];

const robot = { monitorID: "12", monitorFriendlyName: "Shop", alertDetails: "Timeout" };

const monitors: Row[] = [
  [
    "UptimeRobot down",
    uptimerobot,
    { body: { ...robot, alertType: "1" } },
    { signal: "firing", severity: "critical", key: "12", title: "Shop" },
  ],
  ["UptimeRobot up", uptimerobot, { body: { ...robot, alertType: 2 } }, { signal: "resolved", key: "12" }],
  [
    "UptimeRobot in the query",
    uptimerobot,
    { query: { ...robot, alertType: "2" } },
    { signal: "resolved", key: "12" },
  ],
  [
    "UptimeRobot with numbers",
    uptimerobot,
    { body: { ...robot, alertType: 1, monitorID: 12, alertDateTime: 1722500000 } },
    { signal: "firing", key: "12" },
  ],
  [
    "UptimeRobot certificate",
    uptimerobot,
    { body: { ...robot, alertType: "3" } },
    { signal: "firing", severity: "warning", key: "expiry:12" },
  ],
  ["UptimeRobot paused", uptimerobot, { body: { ...robot, alertType: "99" } }, ignored],
  ["UptimeRobot nothing", uptimerobot, {}, { refusal: expect.any(String) }],
  [
    "Pingdom down",
    pingdom,
    { body: { check_id: 12, check_name: "Shop", current_state: "DOWN", importance_level: "HIGH" } },
    { signal: "firing", severity: "critical", key: "12" },
  ],
  ["Pingdom up", pingdom, { body: { check_id: 12, current_state: "UP" } }, { signal: "resolved", key: "12" }],
  ["Pingdom failing", pingdom, { body: { check_id: 1, current_state: "FAILING" } }, { signal: "firing" }],
  ["Pingdom success", pingdom, { body: { check_id: 1, current_state: "SUCCESS" } }, { signal: "resolved" }],
  ["Pingdom nothing", pingdom, {}, { refusal: expect.any(String) }],
  [
    "Better Stack started",
    betterUptime,
    { body: { data: { id: "25", type: "incident", attributes: { name: "A", status: "Started" } } } },
    { signal: "firing", severity: "critical", key: "25", title: "A" },
  ],
  [
    "Better Stack resolved",
    betterUptime,
    {
      body: {
        data: { id: "25", attributes: { status: "Resolved", acknowledged_at: "2026-01-05T10:00:00Z" } },
      },
    },
    { signal: "resolved", key: "25" },
  ],
  [
    "Better Stack acknowledged",
    betterUptime,
    {
      body: { data: { id: 25, attributes: { status: "Started", acknowledged_at: "2026-01-05T10:00:00Z" } } },
    },
    { signal: "acknowledged", key: "25" },
  ],
  [
    "Better Stack reopened",
    betterUptime,
    { body: { data: { id: 25, attributes: { status: "Reopened", resolved_at: "2026-01-05T10:00:00Z" } } } },
    { signal: "firing" },
  ],
  [
    "Better Stack flat",
    betterUptime,
    { body: { incident: { id: "1", name: "X", status: "resolved" } } },
    { signal: "resolved", key: "1" },
  ],
  [
    "Kuma down",
    uptimeKuma,
    {
      body: {
        heartbeat: { monitorID: 7, status: 0 },
        monitor: { id: 7, name: "API" },
        msg: "[API] [Down] x",
      },
    },
    { signal: "firing", severity: "critical", key: "7", title: "API" },
  ],
  [
    "Kuma up, with nulls",
    uptimeKuma,
    { body: { heartbeat: { monitorID: 7, status: 1 }, monitor: null, msg: null } },
    { signal: "resolved", key: "7" },
  ],
  [
    "Kuma maintenance",
    uptimeKuma,
    { body: { heartbeat: { status: 3 }, monitor: { id: 7 }, msg: "" } },
    ignored,
  ],
  ["Kuma pending", uptimeKuma, { body: { heartbeat: { status: 2 }, monitor: { id: 7 }, msg: "" } }, ignored],
  ["Kuma test", uptimeKuma, { body: { heartbeat: null, monitor: null, msg: "Hook Testing" } }, ignored],
  [
    "Kuma certificate, the same one on another day",
    uptimeKuma,
    { body: { heartbeat: null, monitor: null, msg: "[A][u] certificate will expire in 7 days" } },
    { severity: "warning", key: "message:[A][u] certificate will expire " },
  ],
];

const run = { name: "CI", head_branch: "main", conclusion: "failure" };
const repository = { full_name: "acme/shop", default_branch: "main" };

function githubEvent(event: string, body: object, query: Record<string, string> = {}): Sent {
  return { headers: { "x-github-event": event }, body: { repository, ...body }, query };
}

const builds: Row[] = [
  [
    "GitHub failure on a branch is not ended by success on another",
    github,
    githubEvent("workflow_run", { workflow_run: { ...run, head_branch: "B", conclusion: "success" } }),
    { signal: "resolved", key: "workflow:acme/shop:B:CI" },
  ],
  [
    "GitHub startup failure",
    github,
    githubEvent("workflow_run", { workflow_run: { ...run, conclusion: "startup_failure" } }),
    { signal: "firing", key: "workflow:acme/shop:main:CI" },
  ],
  ...["skipped", "neutral", "cancelled", "action_required", "stale", null].map(
    (conclusion): Row => [
      `GitHub ${conclusion}`,
      github,
      githubEvent("check_run", { check_run: { ...run, conclusion } }),
      ignored,
    ],
  ),
  [
    "GitHub branches wanted",
    github,
    githubEvent(
      "workflow_run",
      { workflow_run: { ...run, head_branch: "release/1" } },
      { branches: "main, release/*" },
    ),
    { signal: "firing" },
  ],
  [
    "GitHub branches not wanted",
    github,
    githubEvent(
      "workflow_run",
      { workflow_run: { ...run, head_branch: "x" } },
      { branches: "main,release/*" },
    ),
    ignored,
  ],
  [
    "GitHub deployment error, deployment without a state",
    github,
    githubEvent("deployment_status", {
      deployment_status: { state: "error" },
      deployment: { id: 5, environment: "production" },
    }),
    { signal: "firing", severity: "critical", key: "deployment:acme/shop:production" },
  ],
  [
    "GitHub deployment inactive",
    github,
    githubEvent("deployment_status", { deployment_status: { state: "inactive" }, workflow_run: run }),
    ignored,
  ],
  [
    "GitHub without the header",
    github,
    { body: { deployment_status: { state: "in_progress" }, workflow_run: run, repository } },
    ignored,
  ],
  [
    "GitLab job with a numeric commit",
    gitlab,
    {
      body: {
        object_kind: "build",
        ref: "x",
        build_id: 1,
        build_status: "failed",
        commit: { id: 2366, message: "m" },
      },
    },
    { signal: "firing", severity: "error" },
  ],
  [
    "GitLab pipeline of a release",
    gitlab,
    {
      body: {
        object_kind: "pipeline",
        object_attributes: { id: 10, ref: "release", status: "failed" },
        project: { id: 1, name: "shop", description: null },
      },
    },
    { title: "Pipeline failed on release: shop", key: "pipeline:shop:release" },
  ],
  ...["running", "pending", "manual", "canceled", "skipped", "scheduled", "canceling"].map(
    (status): Row => [
      `GitLab pipeline ${status}`,
      gitlab,
      { body: { object_kind: "pipeline", object_attributes: { ref: "main", status } } },
      ignored,
    ],
  ),
  [
    "GitLab merge request",
    gitlab,
    { body: { object_kind: "merge_request", object_attributes: { action: "open", state: "opened" } } },
    ignored,
  ],
  [
    "Bitbucket pipeline object",
    bitbucket,
    { body: { repository, pipeline: { state: { name: "COMPLETED", result: { name: "FAILED" } } } } },
    { signal: "firing", severity: "error" },
  ],
  [
    "Bitbucket push",
    bitbucket,
    { headers: { "x-event-key": "repo:push" }, body: { repository, push: {} } },
    ignored,
  ],
  [
    "Vercel for a personal account",
    vercel,
    {
      body: {
        type: "deployment.error",
        payload: {
          team: null,
          target: "production",
          deployment: { id: "d1", name: "shop" },
          project: { id: "p" },
        },
      },
    },
    { signal: "firing", severity: "critical", key: "p:production" },
  ],
  [
    "Vercel staging",
    vercel,
    { body: { type: "deployment.error", payload: { target: "staging", deployment: { name: "shop" } } } },
    { severity: "error", key: "shop:staging" },
  ],
];

const checks: Row[] = [
  [
    "Nagios with the names of its environment",
    nagios,
    { body: { NAGIOS_NOTIFICATIONTYPE: "PROBLEM", NAGIOS_HOSTNAME: "db1", NAGIOS_HOSTSTATE: "UNREACHABLE" } },
    { signal: "firing", severity: "error", key: "host:db1" },
  ],
  ...["FLAPPINGSTART", "FLAPPINGSTOP", "DOWNTIMESTART", "DOWNTIMEEND", "DOWNTIMECANCELLED", "CUSTOM"].map(
    (type): Row => [
      `Nagios ${type}`,
      nagios,
      {
        body: {
          notification_type: type,
          host_name: "db1",
          service_description: "disk",
          service_state: "CRITICAL",
        },
      },
      { signal: "note", key: "service:db1:disk" },
    ],
  ),
  [
    "Nagios acknowledgement with its author",
    nagios,
    {
      body: {
        NOTIFICATIONTYPE: "ACKNOWLEDGEMENT",
        HOSTNAME: "db1",
        SERVICEDESC: "disk",
        SERVICEACKAUTHOR: "ada",
        SERVICEACKCOMMENT: "on it",
      },
    },
    { signal: "acknowledged", message: "Comment: ada: on it", key: "service:db1:disk" },
  ],
  [
    "Icinga without a type, by its state",
    icinga,
    { body: { host: "web1", service: "http", service_state: "OK" } },
    { signal: "resolved", key: "service:web1:http" },
  ],
  [
    "Icinga DowntimeRemoved",
    icinga,
    { body: { type: "DowntimeRemoved", host: "web1", service: "http", service_state: "CRITICAL" } },
    { signal: "note" },
  ],
];

const events: Row[] = [
  [
    "PagerDuty with the key that the edge made",
    pagerduty,
    {
      body: { event_action: "trigger", payload: { summary: "s", source: "h", severity: "Warning" } },
      query: { dedup_key: "made" },
    },
    { signal: "firing", severity: "warning", key: "made" },
  ],
  [
    "PagerDuty without a payload",
    pagerduty,
    { body: { event_action: "trigger" } },
    { refusal: "'payload' is missing or blank" },
  ],
];

describe.each([
  ["uptime monitors", monitors],
  ["build servers", builds],
  ["check notifications", checks],
  ["events", events],
])("%s", (_kind, rows) => {
  it.each(rows)("%s", (_name, module, sent, expected) => {
    expect(read(module, sent)).toMatchObject(expected);
  });
});
