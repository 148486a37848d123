import { Dict } from "@tocsin/jinja";
import { factTemplates, type Signal } from "../core/integrations/facts.ts";
import type { SwitchOption } from "../core/integrations/options.ts";
import type { IntegrationModule, Interpretation, ReceivedRequest } from "../core/integrations/registry.ts";
import {
  dictAt,
  factsOf,
  firstText,
  isSwitchedOn,
  joinedKey,
  labelled,
  leftOut,
  lines,
  wholeAlert,
} from "./reading/index.ts";

function event(type: string, target: string | null, id = "dpl_4Kx2") {
  return {
    id: `evt_${id}_${type}`,
    type,
    createdAt: 1767607200000,
    region: null,
    payload: {
      team: { id: null },
      user: { id: "usr_9Qe1" },
      deployment: {
        id,
        name: "shop",
        url: "shop-4kx2.vercel.app",
        inspectorUrl: "https://vercel.com/acme/shop/4Kx2",
        meta: { githubCommitRef: "main", githubCommitMessage: "Use the new cart" },
      },
      links: {
        deployment: "https://vercel.com/acme/shop/4Kx2",
        project: "https://vercel.com/acme/shop",
      },
      target,
      project: { id: "prj_7Ub3" },
      plan: "pro",
      regions: ["fra1"],
    },
  };
}

const previews: SwitchOption = {
  kind: "switch",
  name: "previews",
  parameter: "previews",
  default: false,
  help: "Failed deployments of previews open alert groups, too, with severity info.",
};

/** Vercel's webhooks (vercel.com/docs/webhooks/webhooks-api). A preview has no target: the value is null. */
export const vercel: IntegrationModule = {
  slug: "vercel",
  title: "Vercel",
  category: "development",
  connect: `In Vercel, open **Team settings → Webhooks → Create Webhook**, tick **Deployment Error** and **Deployment
Succeeded**, choose the projects and paste this URL:

\`\`\`text
{url}
\`\`\`

Vercel then shows a secret: enter it as this integration's signature secret, so that forged requests are refused.

Failed previews are left out. Switch the option \`previews\` on, or add \`?previews=true\` to the URL, to get them with
severity info.
`,
  templates: factTemplates,
  signatures: [
    {
      kind: "hmac",
      header: "x-vercel-signature",
      algorithm: "sha1",
      encoding: "hex",
      prefix: "sha1=",
      isPrefixOptional: true,
    },
  ],
  options: [previews],
  opensOnlyFiring: true,
  interpret,
  neverSends: {
    test: "Vercel has no test button: deploy something that fails to build.",
  },
  examples: [
    {
      name: "a production deployment fails",
      kind: "opening",
      body: event("deployment.error", "production"),
      title: "Deployment of shop to production failed",
      severity: "critical",
    },
    {
      name: "the next one fails, too",
      kind: "repeated",
      body: event("deployment.error", "production", "dpl_5Ly3"),
    },
    {
      name: "a later one succeeds",
      kind: "resolving",
      body: event("deployment.succeeded", "production", "dpl_6Mz4"),
    },
    { name: "a preview fails", kind: "ignored", body: event("deployment.error", null) },
    {
      name: "a preview fails and previews are wanted",
      kind: "opening",
      body: event("deployment.error", null),
      query: { previews: "true" },
      title: "Deployment of shop to preview failed",
      severity: "info",
    },
    {
      name: "the preview's next deployment succeeds, with the option `previews`",
      kind: "resolving",
      body: event("deployment.succeeded", null, "dpl_7Na5"),
      options: { previews: true },
      title: "Deployment of shop to preview failed",
    },
    {
      name: "a deployment is canceled",
      kind: "ignored",
      body: event("deployment.canceled", "production"),
    },
    { name: "a deployment begins", kind: "ignored", body: event("deployment.created", "production") },
    {
      name: "an event about no deployment",
      kind: "ignored",
      body: {
        id: "evt_1",
        type: "project.created",
        createdAt: 1767607200000,
        payload: { project: { id: "p" } },
      },
    },
    {
      name: "lists and nulls where objects belong",
      kind: "hostile",
      body: { type: "deployment.error", payload: [null], createdAt: "x" },
    },
  ],
};

/** Names of events in their present and their older form: `deployment.error`, `deployment-error`. */
const signals: Readonly<Record<string, Signal>> = {
  "deployment.error": "firing",
  "deployment.failed": "firing",
  "deployment.succeeded": "resolved",
  "deployment.ready": "resolved",
};

function interpret(request: ReceivedRequest): Interpretation {
  const { body } = request;
  const type = firstText(body.value, "type") ?? "";
  const signal = signals[type.toLowerCase().replace("-", ".")];
  if (signal === undefined) return leftOut(`the event "${type}" is no problem`);
  const payload = dictAt(body.value, "payload") ?? new Dict();
  const target = firstText(payload, "target", "deployment.target");
  const branch = firstText(payload, "deployment.meta.githubCommitRef", "deployment.meta.gitlabCommitRef");
  if (target === undefined && !isSwitchedOn(request, previews)) return leftOut("the deployment is a preview");
  const id = firstText(payload, "project.id", "projectId", "project.name", "deployment.name", "name");
  const name = firstText(payload, "project.name", "deployment.name", "name", "project.id") ?? "a project";
  const place = target ?? "preview";
  const facts = factsOf(
    {
      title: [`Deployment of ${name} to ${place} ${signal === "firing" ? "failed" : "succeeded"}`],
      message: lines(
        labelled("Branch", branch),
        labelled("Commit", firstText(payload, "deployment.meta.githubCommitMessage")),
        labelled("Address", firstText(payload, "deployment.url", "url")),
      ),
      severity: signal === "resolved" || target === undefined ? "info" : severityFor(place),
      key: joinedKey(id, target === undefined ? branch : undefined, place),
      signal,
      source: name,
      link: firstText(payload, "links.deployment", "deployment.inspectorUrl", "links.project"),
    },
    "Vercel",
  );
  return wholeAlert(body, facts);
}

function severityFor(target: string): "critical" | "error" {
  return target === "production" ? "critical" : "error";
}
