import { serveWholeFile, story } from "./support.ts";

/** What build and deployment tools send by default and what comes of it, posted to a whole server. */
const server = serveWholeFile();

const repository = { full_name: "acme/shop", name: "shop", default_branch: "main" };
const run = {
  id: 1,
  name: "CI",
  head_branch: "main",
  event: "push",
  status: "completed",
  conclusion: "failure",
};
const check = { id: 2, name: "unit", status: "completed", check_suite: { head_branch: "main" } };

function github(event: string, body: object) {
  return { headers: { "x-github-event": event, "x-github-delivery": "d" }, body: { repository, ...body } };
}
const workflow = (changes: object) => github("workflow_run", { workflow_run: { ...run, ...changes } });
const checked = (changes: object) => github("check_run", { check_run: { ...check, ...changes } });
const deployed = (state: string, more: object = {}) =>
  github("deployment_status", {
    deployment_status: { state },
    deployment: { id: 5, environment: "production" },
    ...more,
  });

story(server, "github", [
  ["GH1 a workflow fails", workflow({}), { action: "triggered", severity: "critical" }],
  ["GH3 the next push", workflow({ status: "queued", conclusion: null }), { action: "ignored" }],
  [
    "GH2 the workflow succeeds",
    workflow({ conclusion: "success" }),
    { action: "resolved", groupOf: "GH1 a workflow fails" },
  ],
  ["GH4 a check is skipped", checked({ conclusion: "skipped" }), { action: "ignored" }],
  ["GH5 a run is cancelled", workflow({ conclusion: "cancelled" }), { action: "ignored" }],
  ["GH6 a deployment in progress", deployed("in_progress"), { action: "ignored" }],
  ["GH7 a deployment fails", deployed("failure"), { action: "triggered" }],
  [
    "GH7 the next one succeeds",
    deployed("success"),
    { action: "resolved", groupOf: "GH7 a deployment fails" },
  ],
  [
    "GH8 a deployment that carries its run",
    deployed("in_progress", {
      workflow_run: { ...run, status: "in_progress", conclusion: null },
      check_run: null,
    }),
    { action: "ignored" },
  ],
  ["GH9 ping", github("ping", { zen: "Keep it logically awesome.", hook_id: 7 }), { action: "ignored" }],
  [
    "GH10 as a form",
    {
      headers: { "x-github-event": "check_run" },
      contentType: "application/x-www-form-urlencoded",
      body: new URLSearchParams({
        payload: JSON.stringify({ check_run: { ...check, conclusion: "failure" }, repository }),
      }).toString(),
    },
    { action: "triggered" },
  ],
  [
    "GH11 success on another branch",
    checked({ conclusion: "success", check_suite: { head_branch: "B" } }),
    { action: "ignored" },
  ],
]);

const build = (state: string) => ({
  headers: { "x-event-key": "repo:commit_status_updated" },
  body: {
    actor: {},
    repository: { full_name: "acme/shop" },
    commit_status: { name: "Unit", key: "U", state, refname: "main", url: "https://ci/1", description: null },
  },
});

story(server, "bitbucket", [
  ["BB1 failed", build("FAILED"), { action: "triggered", severity: "error" }],
  ["BB3 in progress", build("INPROGRESS"), { action: "ignored" }],
  ["BB2 successful", build("SUCCESSFUL"), { action: "resolved", groupOf: "BB1 failed" }],
  ["BB4 a push", { headers: { "x-event-key": "repo:push" }, body: { push: {} } }, { action: "ignored" }],
]);

const project = { id: 1, name: "shop", path_with_namespace: "acme/shop", description: null };
const pipeline = (id: number, status: string, ref = "main") => ({
  headers: { "x-gitlab-event": "Pipeline Hook" },
  body: { object_kind: "pipeline", object_attributes: { id, ref, status, description: null }, project },
});
const gitlabDeployment = (status: string) => ({
  body: { object_kind: "deployment", status, environment: "production", project },
});

story(server, "gitlab", [
  ["GL1 a pipeline fails", pipeline(10, "failed"), { action: "triggered", severity: "error", title: /main/ }],
  ["GL7 the next one runs", pipeline(11, "running"), { action: "ignored" }],
  [
    "GL2 the next one succeeds",
    pipeline(11, "success"),
    { action: "resolved", groupOf: "GL1 a pipeline fails" },
  ],
  ["GL3 on a release branch", pipeline(12, "failed", "release"), { action: "triggered", title: /release/ }],
  [
    "GL4 a job, its commit a number",
    {
      body: {
        object_kind: "build",
        ref: "x",
        build_id: 1,
        build_status: "failed",
        commit: { id: 2366, message: "m" },
        environment: null,
      },
    },
    { action: "triggered" },
  ],
  ["GL5 (before) a deployment fails", gitlabDeployment("failed"), { action: "triggered" }],
  ["GL5 the next one is created", gitlabDeployment("created"), { action: "ignored" }],
  [
    "GL5 it succeeds",
    gitlabDeployment("success"),
    { action: "resolved", groupOf: "GL5 (before) a deployment fails" },
  ],
  [
    "GL6 an issue is opened",
    {
      body: {
        object_kind: "issue",
        object_attributes: { id: 1, iid: 1, title: "T", action: "open", type: "Issue" },
        project,
      },
    },
    { action: "ignored" },
  ],
  [
    "GL6 an incident is opened",
    {
      body: {
        object_kind: "issue",
        object_attributes: { id: 2, iid: 2, title: "T", action: "open", type: "Incident" },
        project,
      },
    },
    { action: "triggered" },
  ],
]);

const deployment = (type: string, target: string | null) => ({
  body: {
    type,
    id: "e",
    createdAt: 1,
    payload: {
      team: { id: null },
      user: { id: "u" },
      deployment: { id: "d1", name: "shop", url: "shop.vercel.app", meta: {} },
      target,
      project: { id: "p" },
    },
  },
});

story(server, "vercel", [
  [
    "VC1 production fails",
    deployment("deployment.error", "production"),
    { action: "triggered", severity: "critical" },
  ],
  [
    "VC3 production succeeds",
    deployment("deployment.succeeded", "production"),
    { action: "resolved", groupOf: "VC1 production fails" },
  ],
  ["VC2 a preview fails", deployment("deployment.error", null), { action: "ignored" }],
]);
