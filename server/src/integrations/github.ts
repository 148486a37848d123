import { Dict, type Value } from "@tocsin/jinja";
import { type AlertFacts, factTemplates } from "../core/integrations/facts.ts";
import type {
  IntegrationModule,
  Interpretation,
  ReceivedBody,
  ReceivedRequest,
} from "../core/integrations/registry.ts";
import { githubExamples } from "./examples/github.ts";
import {
  branchesOption,
  dictAt,
  factsOf,
  firstText,
  isBranchWanted,
  joinedKey,
  labelled,
  leftOut,
  lines,
  textAt,
  unwrapField,
  wholeAlert,
} from "./reading/index.ts";

/** GitHub's webhooks: what an event is about stands in the header `X-GitHub-Event`, never in the body. */
export const github: IntegrationModule = {
  slug: "github",
  title: "GitHub",
  category: "development",
  connect: `In the repository or organisation, open **Settings → Webhooks → Add webhook** and set

- **Payload URL**: \`{url}\`
- **Content type**: \`application/json\`
- **Secret**: any long text, and the same one as this integration's signature secret
- **Let me select individual events**: **Workflow runs**, and **Check runs** or **Deployment statuses** if you want them

A failure opens an alert group, the next success on the same branch resolves it; runs for pull requests are left out.
To hear of certain branches only, set the option \`branches\` or add them to the URL: \`?branches=main,release/*\`.
What **Redeliver** sends again within 14 hours counts once.
`,
  templates: factTemplates,
  headers: ["x-github-event"],
  deliveryIdHeader: "x-github-delivery",
  signatures: [
    {
      kind: "hmac",
      header: "x-hub-signature-256",
      algorithm: "sha256",
      encoding: "hex",
      prefix: "sha256=",
      isPrefixOptional: true,
    },
  ],
  options: [branchesOption],
  opensOnlyFiring: true,
  interpret,
  examples: githubExamples,
};

function interpret(request: ReceivedRequest): Interpretation {
  const body = unwrapField(request.body, "payload");
  const event = request.headers.get("x-github-event") ?? guessEvent(body.value);
  switch (event) {
    case "workflow_run":
      return ofRun(request, body, readWorkflowRun(body.value));
    case "check_run":
      return ofRun(request, body, readCheckRun(body.value));
    case "deployment_status":
      return ofDeployment(body);
    case "ping":
      return leftOut("pong");
    default:
      return leftOut(`the event "${event}" is no problem`);
  }
}

/** For requests that a proxy took the header from. A deployment's status may carry a run and comes first. */
function guessEvent(value: Value): string {
  if (textAt(value, "zen") !== undefined) return "ping";
  const known = ["deployment_status", "workflow_run", "check_run"];
  return known.find((name) => dictAt(value, name) !== undefined) ?? "unknown";
}

interface Run {
  what: "Workflow" | "Check";
  run: Dict;
  name: string | undefined;
  branch: string | undefined;
  isForPullRequest: boolean;
}

function readWorkflowRun(value: Value): Run {
  const run = dictAt(value, "workflow_run") ?? new Dict();
  const name = firstText(run, "name") ?? textAt(value, "workflow", "name");
  const isForPullRequest = /^pull_request/.test(textAt(run, "event") ?? "");
  return { what: "Workflow", run, name, branch: textAt(run, "head_branch"), isForPullRequest };
}

function readCheckRun(value: Value): Run {
  const run = dictAt(value, "check_run") ?? new Dict();
  const branch = firstText(run, "check_suite.head_branch", "head_branch");
  return { what: "Check", run, name: textAt(run, "name"), branch, isForPullRequest: false };
}

type RunSignal = "firing" | "resolved" | undefined;

/** Cancelled, skipped, neutral, stale and waiting runs say nothing about whether the branch works. */
const signalsByConclusion: Readonly<Record<string, RunSignal>> = {
  failure: "firing",
  timed_out: "firing",
  startup_failure: "firing",
  success: "resolved",
};

function ofRun(request: ReceivedRequest, body: ReceivedBody, found: Run): Interpretation {
  const { what, run, name, branch } = found;
  const conclusion = textAt(run, "conclusion")?.toLowerCase();
  const signal = signalsByConclusion[conclusion ?? ""];
  if (signal === undefined) return leftOut(`${what.toLowerCase()} is ${conclusion ?? textAt(run, "status")}`);
  if (!isBranchWanted(request, branch, !found.isForPullRequest))
    return leftOut(`branch ${branch} is not of interest`);
  const repository = repositoryOf(body.value);
  const facts = factsOf(
    {
      title: [`${what} ${signal === "firing" ? "failed" : "succeeded"}: ${titleParts(name, branch)}`],
      message: lines(
        labelled("Repository", repository),
        labelled("Branch", branch),
        labelled("Conclusion", conclusion),
        labelled("Commit", firstText(run, "head_commit.message", "display_title", "head_sha")),
        labelled("By", firstText(run, "actor.login") ?? textAt(body.value, "sender", "login")),
        firstText(run, "output.title", "output.summary"),
      ),
      severity: signal === "resolved" ? "info" : "critical",
      key: joinedKey(what.toLowerCase(), repository, branch ?? "", name),
      signal,
      source: repository,
      link: firstText(run, "html_url", "details_url"),
    },
    "GitHub",
  );
  return wholeAlert(body, facts);
}

function titleParts(name: string | undefined, branch: string | undefined): string {
  const shown = name ?? "without a name";
  return branch === undefined ? shown : `${shown} (${branch})`;
}

const signalsByState: Readonly<Record<string, RunSignal>> = {
  failure: "firing",
  error: "firing",
  success: "resolved",
};

function ofDeployment(body: ReceivedBody): Interpretation {
  const { value } = body;
  const state = textAt(value, "deployment_status", "state")?.toLowerCase();
  const signal = signalsByState[state ?? ""];
  if (signal === undefined) return leftOut(`the deployment is ${state}`);
  const environment =
    firstText(value, "deployment.environment", "deployment_status.environment") ?? "an environment";
  const repository = repositoryOf(value);
  const facts = factsOf(
    {
      title: [`Deployment ${signal === "firing" ? "failed" : "succeeded"}: ${repository} to ${environment}`],
      message: lines(
        firstText(value, "deployment_status.description", "deployment.description"),
        labelled("Ref", firstText(value, "deployment.ref")),
        labelled("By", firstText(value, "deployment.creator.login", "sender.login")),
      ),
      severity: signal === "resolved" ? "info" : severityFor(environment),
      key: joinedKey("deployment", repository, environment),
      signal,
      source: repository,
      link: firstText(
        value,
        "deployment_status.log_url",
        "deployment_status.target_url",
        "repository.html_url",
      ),
    },
    "GitHub",
  );
  return wholeAlert(body, facts);
}

function severityFor(environment: string): AlertFacts["severity"] {
  return /\bprod(?:uction)?\b/i.test(environment) ? "critical" : "error";
}

function repositoryOf(value: Value): string {
  return firstText(value, "repository.full_name", "repository.name", "organization.login") ?? "a repository";
}
