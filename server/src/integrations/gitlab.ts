import type { Value } from "@tocsin/jinja";
import { factTemplates } from "../core/integrations/facts.ts";
import type { IntegrationModule, Interpretation, ReceivedRequest } from "../core/integrations/registry.ts";
import { gitlabExamples } from "./examples/gitlab.ts";
import {
  booleanAt,
  branchesOption,
  type FoundFacts,
  factsOf,
  firstText,
  isBranchWanted,
  joinedKey,
  labelled,
  leftOut,
  lines,
  listAt,
  severityOf,
  textAt,
  wholeAlert,
} from "./reading/index.ts";

/** GitLab's webhooks (docs.gitlab.com, webhook events): `object_kind` says what an event is about. */
export const gitlab: IntegrationModule = {
  slug: "gitlab",
  title: "GitLab",
  category: "development",
  connect: `In the project or group, open **Settings → Webhooks → Add new webhook** and set

- **URL**: \`{url}\`
- **Secret token**: any long text, and the same one as this integration's signature secret
- **Trigger**: **Pipeline events**, **Deployment events** or **Job events**; **Issues events** for incidents

A failure opens an alert group, the next success on the same branch resolves it; pipelines of merge requests are left
out. To hear of certain branches only, set the option \`branches\` or add them to the URL: \`?branches=main,release/*\`.
`,
  templates: factTemplates,
  headers: ["x-gitlab-event"],
  signatures: [{ kind: "token", header: "x-gitlab-token" }, { kind: "standard-webhooks" }],
  options: [branchesOption],
  opensOnlyFiring: true,
  interpret,
  examples: gitlabExamples,
};

type Verdict = "firing" | "resolved";

/** What an event says about a thing that works or does not. */
interface Event {
  /** As GitLab names it, to say why it is left out. */
  what: string;
  verdict: Verdict | undefined;
  facts: Omit<FoundFacts, "signal">;
  branch?: { name: string | undefined; isWantedByDefault: boolean };
}

function interpret(request: ReceivedRequest): Interpretation {
  const { body } = request;
  const kind = kindOf(request);
  const event = readEvent(kind, body.value);
  if (!event) return leftOut(`the event "${kind}" is no problem`);
  if (event.verdict === undefined) return leftOut(event.what);
  const { branch } = event;
  if (branch && !isBranchWanted(request, branch.name, branch.isWantedByDefault))
    return leftOut(`branch ${branch.name} is not of interest`);
  const severity = event.verdict === "resolved" ? "info" : event.facts.severity;
  const facts = factsOf({ ...event.facts, severity, signal: event.verdict }, "GitLab");
  return wholeAlert(body, facts);
}

function kindOf({ body, headers }: ReceivedRequest): string {
  const named = firstText(body.value, "object_kind", "event_type");
  if (named !== undefined) return named.toLowerCase();
  const header = headers.get("x-gitlab-event") ?? "unknown";
  return header
    .toLowerCase()
    .replace(/\s*hook$/, "")
    .replaceAll(" ", "_");
}

function readEvent(kind: string, value: Value): Event | undefined {
  switch (kind) {
    case "pipeline":
      return readPipeline(value);
    case "build":
    case "job":
      return readJob(value);
    case "deployment":
      return readDeployment(value);
    case "issue":
    case "work_item":
    case "incident":
      return readIncident(kind, value);
    default:
      return undefined;
  }
}

/** Waiting, running, skipped, cancelled and manual say nothing about whether the branch works. */
function verdictOf(status: string | undefined): Verdict | undefined {
  switch (status?.toLowerCase()) {
    case "failed":
      return "firing";
    case "success":
    case "passed":
      return "resolved";
    default:
      return undefined;
  }
}

function readPipeline(value: Value): Event {
  const status = firstText(value, "object_attributes.status", "build_status", "status");
  const ref = firstText(value, "object_attributes.ref", "ref");
  const project = projectOf(value);
  const verdict = verdictOf(status);
  const verb = verdict === "resolved" ? "succeeded" : "failed";
  const isForMergeRequest = textAt(value, "object_attributes", "source") === "merge_request_event";
  return {
    what: `the pipeline is ${status}`,
    verdict,
    branch: { name: ref, isWantedByDefault: !isForMergeRequest },
    facts: {
      title: [`Pipeline ${verb}${onRef(ref)}: ${project}`],
      message: lines(
        labelled("Failed jobs", failedJobs(value)),
        labelled("Commit", firstText(value, "commit.title", "commit.message")),
        labelled("By", firstText(value, "user.name", "user.username")),
      ),
      severity: "error",
      key: joinedKey("pipeline", project, ref ?? ""),
      source: project,
      link: firstText(value, "object_attributes.url", "project.web_url"),
    },
  };
}

function failedJobs(value: Value): string | undefined {
  const failed = listAt(value, "builds").filter((build) => textAt(build, "status") === "failed");
  const names = failed.map((build) => textAt(build, "name")).filter((name) => name !== undefined);
  return names.length === 0 ? undefined : names.join(", ");
}

function readJob(value: Value): Event {
  const status = firstText(value, "build_status", "status");
  const ref = firstText(value, "ref");
  const project = projectOf(value);
  const name = firstText(value, "build_name", "name", "build_id");
  const isAllowedToFail = booleanAt(value, "build_allow_failure") === true;
  const verdict = isAllowedToFail ? undefined : verdictOf(status);
  const verb = verdict === "resolved" ? "succeeded" : "failed";
  return {
    what: isAllowedToFail ? "the job may fail" : `the job is ${status}`,
    verdict,
    branch: { name: ref, isWantedByDefault: true },
    facts: {
      title: [`Job ${verb}${onRef(ref)}: ${name ?? "without a name"} in ${project}`],
      message: lines(
        labelled("Stage", textAt(value, "build_stage")),
        labelled("Reason", textAt(value, "build_failure_reason")),
        labelled("Commit", firstText(value, "commit.title", "commit.message")),
        labelled("By", firstText(value, "user.name", "user.username")),
      ),
      severity: "error",
      key: joinedKey("job", project, ref ?? "", name),
      source: project,
      link: jobLink(value),
    },
  };
}

function jobLink(value: Value): string | undefined {
  const home = firstText(value, "project.web_url", "repository.homepage");
  const id = textAt(value, "build_id");
  return home !== undefined && id !== undefined ? `${home}/-/jobs/${id}` : home;
}

function readDeployment(value: Value): Event {
  const status = firstText(value, "status", "object_attributes.status");
  const environment = firstText(value, "environment", "environment.name") ?? "an environment";
  const project = projectOf(value);
  const verdict = verdictOf(status);
  const verb = verdict === "resolved" ? "succeeded" : "failed";
  const tier = textAt(value, "environment_tier") ?? environment;
  return {
    what: `the deployment is ${status}`,
    verdict,
    facts: {
      title: [`Deployment ${verb}: ${project} to ${environment}`],
      message: lines(
        labelled("Ref", textAt(value, "ref")),
        labelled("Commit", textAt(value, "commit_title")),
        labelled("By", firstText(value, "user.name", "user.username")),
      ),
      severity: /^prod(?:uction)?\b/i.test(tier) ? "critical" : "error",
      key: joinedKey("deployment", project, environment),
      source: project,
      link: firstText(value, "deployable_url", "commit_url", "project.web_url"),
    },
  };
}

/** Of issues only incidents page: an issue is a plan, an incident is trouble. */
function readIncident(kind: string, value: Value): Event | undefined {
  const types = ["event_type", "object_attributes.type", "object_attributes.issue_type"];
  const isIncident =
    kind === "incident" || types.some((path) => firstText(value, path)?.toLowerCase() === "incident");
  if (!isIncident) return undefined;
  const action = firstText(value, "object_attributes.action", "object_attributes.state")?.toLowerCase() ?? "";
  const project = projectOf(value);
  return {
    what: `the incident was changed (${action})`,
    verdict: verdictOfIncident(action),
    facts: {
      title: [firstText(value, "object_attributes.title"), "Incident"],
      message: lines(firstText(value, "object_attributes.description")),
      severity: severityOf(firstText(value, "object_attributes.severity")) ?? "error",
      key: joinedKey("incident", project, firstText(value, "object_attributes.iid", "object_attributes.id")),
      source: project,
      link: firstText(value, "object_attributes.url", "project.web_url"),
    },
  };
}

function verdictOfIncident(action: string): Verdict | undefined {
  if (/^(?:close|closed)$/.test(action)) return "resolved";
  return /^(?:open|opened|reopen|reopened|)$/.test(action) ? "firing" : undefined;
}

function projectOf(value: Value): string {
  const paths = [
    "project.path_with_namespace",
    "project.name",
    "project_name",
    "repository.name",
    "project_id",
  ];
  return firstText(value, ...paths) ?? "a project";
}

function onRef(ref: string | undefined): string {
  return ref === undefined ? "" : ` on ${ref}`;
}
