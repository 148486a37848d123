import type { IntegrationExample } from "../../core/integrations/registry.ts";

const surroundings = {
  repository: {
    id: 186853002,
    name: "shop",
    full_name: "acme/shop",
    private: true,
    html_url: "https://github.com/acme/shop",
    default_branch: "main",
  },
  organization: { login: "acme", id: 21031067 },
  sender: { login: "ada", id: 21031068, type: "User" },
};

function workflowRun(fields: Record<string, unknown>): object {
  return {
    action: "completed",
    workflow_run: {
      id: 289782451,
      name: "CI",
      head_branch: "main",
      head_sha: "1f9c2a7b6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a",
      path: ".github/workflows/ci.yml",
      run_number: 512,
      event: "push",
      display_title: "Use the new cart",
      status: "completed",
      conclusion: "failure",
      workflow_id: 3814208,
      html_url: "https://github.com/acme/shop/actions/runs/289782451",
      pull_requests: [],
      created_at: "2026-01-05T10:00:00Z",
      run_attempt: 1,
      actor: { login: "ada", id: 21031068 },
      head_commit: { id: "1f9c2a7b", message: "Use the new cart", timestamp: "2026-01-05T09:59:30Z" },
      ...fields,
    },
    workflow: { id: 3814208, name: "CI", path: ".github/workflows/ci.yml", state: "active" },
    ...surroundings,
  };
}

function checkRun(fields: Record<string, unknown>): object {
  return {
    action: "completed",
    check_run: {
      id: 128620228,
      name: "unit tests",
      head_sha: "1f9c2a7b6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a",
      status: "completed",
      conclusion: "failure",
      html_url: "https://github.com/acme/shop/runs/128620228",
      details_url: "https://ci.example.com/128620228",
      output: { title: "3 tests failed", summary: null, text: null, annotations_count: 0 },
      check_suite: { id: 118578147, head_branch: "main", head_sha: "1f9c2a7b" },
      pull_requests: [],
      ...fields,
    },
    ...surroundings,
  };
}

function deploymentStatus(state: string, more: Record<string, unknown> = {}): object {
  return {
    action: "created",
    deployment_status: {
      id: 411,
      state,
      description: "",
      environment: "production",
      target_url: "",
      log_url: "https://ci.example.com/deployments/411",
      creator: { login: "ada" },
    },
    deployment: {
      id: 5,
      sha: "1f9c2a7b",
      ref: "main",
      task: "deploy",
      environment: "production",
      description: null,
      creator: { login: "ada" },
    },
    check_run: null,
    workflow: null,
    workflow_run: null,
    ...surroundings,
    ...more,
  };
}

const ofRun = { headers: { "x-github-event": "workflow_run" } };
const ofCheck = { headers: { "x-github-event": "check_run" } };
const ofDeployment = { headers: { "x-github-event": "deployment_status" } };

export const githubExamples: readonly [IntegrationExample, ...IntegrationExample[]] = [
  {
    name: "a workflow fails",
    kind: "opening",
    ...ofRun,
    body: workflowRun({}),
    title: "Workflow failed: CI (main)",
    severity: "critical",
  },
  {
    name: "its next run fails, too",
    kind: "repeated",
    ...ofRun,
    body: workflowRun({ id: 289782452, run_number: 513, conclusion: "timed_out" }),
  },
  {
    name: "the next push starts a run",
    kind: "ignored",
    ...ofRun,
    body: { ...workflowRun({ status: "queued", conclusion: null }), action: "requested" },
  },
  {
    name: "a superseded run is cancelled",
    kind: "ignored",
    ...ofRun,
    body: workflowRun({ conclusion: "cancelled" }),
  },
  {
    name: "a run for a pull request fails",
    kind: "ignored",
    ...ofRun,
    body: workflowRun({ head_branch: "new-cart", event: "pull_request" }),
  },
  {
    name: "a branch fails that is not among those wanted",
    kind: "ignored",
    ...ofRun,
    query: { branches: "main,release/*" },
    body: workflowRun({ head_branch: "experiment" }),
  },
  {
    name: "the workflow succeeds",
    kind: "resolving",
    ...ofRun,
    body: workflowRun({ id: 289782453, run_number: 514, conclusion: "success" }),
  },
  {
    name: "a check fails, sent as a form",
    kind: "opening",
    ...ofCheck,
    body: new URLSearchParams({ payload: JSON.stringify(checkRun({})) }).toString(),
    contentType: "application/x-www-form-urlencoded",
    title: "Check failed: unit tests (main)",
    severity: "critical",
  },
  {
    name: "a check is skipped",
    kind: "ignored",
    ...ofCheck,
    body: checkRun({ conclusion: "skipped" }),
  },
  {
    name: "the check succeeds",
    kind: "resolving",
    ...ofCheck,
    body: checkRun({ conclusion: "success" }),
  },
  {
    name: "a deployment fails",
    kind: "opening",
    ...ofDeployment,
    body: deploymentStatus("failure"),
    title: "Deployment failed: acme/shop to production",
    severity: "critical",
  },
  {
    name: "a deployment is in progress and carries the run that makes it",
    kind: "ignored",
    ...ofDeployment,
    body: deploymentStatus("in_progress", {
      workflow_run: { id: 289782454, status: "in_progress", conclusion: null },
    }),
  },
  {
    name: "the deployment succeeds",
    kind: "resolving",
    ...ofDeployment,
    body: deploymentStatus("success"),
  },
  {
    name: "the ping that GitHub sends when the webhook is made",
    kind: "test",
    headers: { "x-github-event": "ping" },
    body: { zen: "Keep it logically awesome.", hook_id: 7, hook: { type: "Repository" }, ...surroundings },
  },
  {
    name: "lists and nulls where objects belong",
    kind: "hostile",
    ...ofRun,
    body: { action: null, workflow_run: [{ conclusion: "failure" }], repository: "acme/shop" },
  },
];
