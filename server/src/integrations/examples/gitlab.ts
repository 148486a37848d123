import type { IntegrationExample } from "../../core/integrations/registry.ts";

const project = {
  id: 1,
  name: "shop",
  description: null,
  web_url: "https://gitlab.example.com/acme/shop",
  namespace: "acme",
  path_with_namespace: "acme/shop",
  default_branch: "main",
};

function pipeline(fields: Record<string, unknown>): object {
  return {
    object_kind: "pipeline",
    object_attributes: {
      id: 31,
      iid: 3,
      name: null,
      ref: "main",
      tag: false,
      sha: "bcbb5ec396a2c0f828686f14fac9b80b780504f2",
      source: "push",
      status: "failed",
      detailed_status: "failed",
      stages: ["build", "test"],
      created_at: "2026-01-05 10:00:00 UTC",
      finished_at: "2026-01-05 10:04:00 UTC",
      duration: 240,
      url: "https://gitlab.example.com/acme/shop/-/pipelines/31",
      ...fields,
    },
    merge_request: null,
    user: { id: 1, name: "Ada Byron", username: "ada" },
    project,
    commit: { id: "bcbb5ec3", message: "Use the new cart", title: "Use the new cart" },
    builds: [{ id: 380, stage: "test", name: "unit tests", status: fields.status ?? "failed" }],
  };
}

function job(fields: Record<string, unknown>): object {
  return {
    object_kind: "build",
    ref: "main",
    tag: false,
    sha: "2293ada6b400935a1378653304eaf6221e0fdb8f",
    build_id: 1977,
    build_name: "unit tests",
    build_stage: "test",
    build_status: "failed",
    build_failure_reason: "script_failure",
    build_allow_failure: false,
    pipeline_id: 2366,
    project_id: 1,
    project_name: "acme / shop",
    user: { id: 1, name: "Ada Byron" },
    commit: { id: 2366, name: null, sha: "2293ada6", message: "Use the new cart", status: "failed" },
    repository: { name: "shop", homepage: "https://gitlab.example.com/acme/shop" },
    project,
    environment: null,
    ...fields,
  };
}

function deployment(status: string): object {
  return {
    object_kind: "deployment",
    status,
    status_changed_at: "2026-01-05 10:04:00 +0000",
    deployment_id: 15,
    deployable_id: 796,
    deployable_url: "https://gitlab.example.com/acme/shop/-/jobs/796",
    environment: "staging",
    environment_tier: "staging",
    environment_external_url: "https://staging.shop.example.com",
    project,
    ref: "main",
    short_sha: "279484c0",
    user: { id: 1, name: "Ada Byron" },
    commit_url: "https://gitlab.example.com/acme/shop/-/commit/279484c0",
    commit_title: "Use the new cart",
  };
}

function incident(fields: Record<string, unknown>): object {
  return {
    object_kind: "issue",
    event_type: "incident",
    user: { id: 1, name: "Ada Byron" },
    project,
    object_attributes: {
      id: 301,
      iid: 23,
      title: "Checkout does not answer",
      description: null,
      state: "opened",
      action: "open",
      severity: "high",
      type: "Incident",
      url: "https://gitlab.example.com/acme/shop/-/issues/incident/23",
      ...fields,
    },
    labels: [],
  };
}

const ofPipeline = { headers: { "x-gitlab-event": "Pipeline Hook" } };
const ofJob = { headers: { "x-gitlab-event": "Job Hook" } };
const ofDeployment = { headers: { "x-gitlab-event": "Deployment Hook" } };
const ofIssue = { headers: { "x-gitlab-event": "Issue Hook" } };

export const gitlabExamples: readonly [IntegrationExample, ...IntegrationExample[]] = [
  {
    name: "a pipeline fails",
    kind: "opening",
    ...ofPipeline,
    body: pipeline({}),
    title: "Pipeline failed on main: acme/shop",
    severity: "error",
  },
  { name: "the next one fails, too", kind: "repeated", ...ofPipeline, body: pipeline({ id: 32, iid: 4 }) },
  {
    name: "the next one is running",
    kind: "ignored",
    ...ofPipeline,
    body: pipeline({ id: 33, status: "running" }),
  },
  {
    name: "a pipeline of a merge request fails",
    kind: "ignored",
    ...ofPipeline,
    body: pipeline({ id: 34, ref: "new-cart", source: "merge_request_event" }),
  },
  {
    name: "a later pipeline succeeds",
    kind: "resolving",
    ...ofPipeline,
    body: pipeline({ id: 35, status: "success", detailed_status: "passed" }),
  },
  {
    name: "a job fails",
    kind: "opening",
    ...ofJob,
    body: job({}),
    title: "Job failed on main: unit tests in acme/shop",
    severity: "error",
  },
  {
    name: "a job fails that may",
    kind: "ignored",
    ...ofJob,
    body: job({ build_name: "lint", build_allow_failure: true }),
  },
  {
    name: "the job succeeds in a later pipeline",
    kind: "resolving",
    ...ofJob,
    body: job({ build_id: 1980, pipeline_id: 2367, build_status: "success" }),
  },
  {
    name: "a deployment fails",
    kind: "opening",
    ...ofDeployment,
    body: deployment("failed"),
    title: "Deployment failed: acme/shop to staging",
    severity: "error",
  },
  { name: "the next deployment is created", kind: "ignored", ...ofDeployment, body: deployment("created") },
  { name: "the deployment succeeds", kind: "resolving", ...ofDeployment, body: deployment("success") },
  {
    name: "an incident is opened",
    kind: "opening",
    ...ofIssue,
    body: incident({}),
    title: "Checkout does not answer",
    severity: "critical",
  },
  {
    name: "the incident is closed",
    kind: "resolving",
    ...ofIssue,
    body: incident({ state: "closed", action: "close" }),
  },
  {
    name: "an ordinary issue is opened",
    kind: "ignored",
    ...ofIssue,
    body: { ...incident({ type: "Issue", iid: 24 }), event_type: "issue" },
  },
  {
    name: "a push, as the test button sends it",
    kind: "test",
    headers: { "x-gitlab-event": "Push Hook" },
    body: { object_kind: "push", event_name: "push", ref: "refs/heads/main", project, commits: [] },
  },
  {
    name: "lists and nulls where objects belong",
    kind: "hostile",
    ...ofPipeline,
    body: { object_kind: "pipeline", object_attributes: [null], project: "shop", builds: {} },
  },
];
