import { Dict } from "@tocsin/jinja";
import { factTemplates, type Severity, type Signal } from "../core/integrations/facts.ts";
import type { IntegrationModule, Interpretation, ReceivedBody } from "../core/integrations/registry.ts";
import {
  factsOf,
  firstText,
  labelled,
  leftOut,
  lines,
  severityOf,
  textAt,
  wholeAlert,
} from "./reading/index.ts";

const problem = {
  State: "OPEN",
  ProblemID: "P-231",
  PID: "-7712345678_1722500000000V2",
  ProblemTitle: "Failure rate increase",
  ProblemSeverity: "AVAILABILITY",
  ProblemImpact: "SERVICE",
  ProblemURL: "https://abc12345.live.dynatrace.com/#problems/problemdetails;pid=-7712345678_1722500000000V2",
  ProblemDetailsText: "OPEN Problem P-231: more requests than usual fail",
  ImpactedEntities: [{ type: "SERVICE", name: "checkout", entity: "SERVICE-1" }],
  Tags: "env:prod, team:core",
};

/** Dynatrace's test button always tells of this problem. */
const testProblemId = "999";

export const dynatrace: IntegrationModule = {
  slug: "dynatrace",
  title: "Dynatrace",
  category: "metrics",
  connect: `In Dynatrace, open **Settings → Integration → Problem notifications → Add notification**, choose **Custom
integration**, paste this URL:

\`\`\`text
{url}
\`\`\`

switch **Call webhook if problem is closed** on, and use this payload:

\`\`\`
{
  "State": "{State}", "PID": "{PID}", "ProblemID": "{ProblemID}", "ProblemTitle": "{ProblemTitle}",
  "ProblemSeverity": "{ProblemSeverity}", "ProblemImpact": "{ProblemImpact}", "ProblemURL": "{ProblemURL}",
  "ProblemDetailsText": "{ProblemDetailsText}", "ImpactedEntities": {ImpactedEntities}, "Tags": "{Tags}"
}
\`\`\`
`,
  templates: factTemplates,
  opensOnlyFiring: true,
  refuse: ({ body: { value } }) => (value instanceof Dict ? undefined : "The body must be a JSON object."),
  interpret: ({ body }) => interpret(body),
  examples: [
    {
      name: "a problem opens",
      kind: "opening",
      body: problem,
      title: problem.ProblemTitle,
      severity: "critical",
    },
    {
      name: "the problem changes",
      kind: "repeated",
      body: { ...problem, ProblemTitle: "Multiple service problems" },
    },
    { name: "the problem is resolved", kind: "resolving", body: { ...problem, State: "RESOLVED" } },
    {
      name: "a problem of resources",
      kind: "opening",
      body: { ...problem, PID: "2", ProblemTitle: "CPU saturation", ProblemSeverity: "RESOURCE_CONTENTION" },
      title: "CPU saturation",
      severity: "warning",
    },
    {
      name: "it is merged into another problem",
      kind: "resolving",
      body: { ...problem, PID: "2", State: "MERGED" },
    },
    {
      name: "Send test notification",
      kind: "test",
      body: {
        ...problem,
        ProblemID: "999",
        PID: "99999",
        ProblemTitle: "Dynatrace problem notification test run",
        ProblemSeverity: "ERROR",
      },
      title: "Test: Dynatrace problem notification test run",
    },
    { name: "nothing in it", kind: "ignored", body: { State: "OPEN" } },
    {
      name: "wrong kinds everywhere",
      kind: "hostile",
      body: { PID: [], ProblemTitle: {}, State: 1, Tags: null },
    },
  ],
};

function interpret(body: ReceivedBody): Interpretation {
  const { value: payload } = body;
  const id = firstText(payload, "PID", "ProblemID");
  const title = firstText(payload, "ProblemTitle", "ProblemDetailsText");
  if (id === undefined && title === undefined) return leftOut("no problem of Dynatrace in the request");
  const isTest = textAt(payload, "ProblemID") === testProblemId;
  const signal = signalOfState(textAt(payload, "State"));
  const facts = factsOf(
    {
      title: [isTest && title !== undefined ? `Test: ${title}` : title],
      message: lines(
        firstText(payload, "ProblemDetailsText", "ProblemDetailsMarkdown"),
        labelled("Problem", textAt(payload, "ProblemID")),
        labelled("Impact", textAt(payload, "ProblemImpact")),
        labelled("Tags", textAt(payload, "Tags")),
      ),
      severity:
        signal === "resolved"
          ? "info"
          : readSeverity(
              firstText(payload, "ProblemSeverity", "SeverityLevel", "ProblemDetailsJSON.severityLevel"),
            ),
      key: id ?? `title:${title}`,
      signal,
      source: firstText(payload, "ImpactedEntities.0.name", "ImpactedEntity", "ProblemImpact"),
      link: firstText(payload, "ProblemURL", "Problem URL"),
    },
    "Dynatrace",
  );
  return wholeAlert(body, facts);
}

/** A merged problem lives on in the one it was merged into. */
function signalOfState(state: string | undefined): Extract<Signal, "firing" | "resolved"> {
  return /^(resolved|closed|merged)$/i.test(state ?? "") ? "resolved" : "firing";
}

const severityOfKind: Readonly<Record<string, Severity>> = {
  AVAILABILITY: "critical",
  ERROR: "error",
  PERFORMANCE: "warning",
  RESOURCE_CONTENTION: "warning",
  CUSTOM_ALERT: "warning",
  MONITORING_UNAVAILABLE: "warning",
};

function readSeverity(kind: string | undefined): Severity {
  return severityOfKind[kind?.toUpperCase() ?? ""] ?? severityOf(kind) ?? "warning";
}
