import { Dict, type Value } from "@tocsin/jinja";
import { factTemplates } from "../core/integrations/facts.ts";
import type {
  IntegrationModule,
  Interpretation,
  ReceivedBody,
  ReceivedRequest,
} from "../core/integrations/registry.ts";
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
  wholeAlert,
} from "./reading/index.ts";

function status(fields: Record<string, unknown>): object {
  return {
    actor: { display_name: "Ada Byron", type: "user" },
    repository: {
      type: "repository",
      full_name: "acme/shop",
      name: "shop",
      uuid: "{673a6070-3421-46c9-9d48-90745f7bfe8e}",
      links: { html: { href: "https://bitbucket.org/acme/shop" } },
    },
    commit_status: {
      type: "build",
      name: "Unit tests",
      key: "UNIT-TESTS",
      description: "3 tests failed",
      state: "FAILED",
      refname: "main",
      url: "https://ci.example.com/builds/1042",
      created_on: "2026-01-05T10:00:00.000000+00:00",
      updated_on: "2026-01-05T10:04:00.000000+00:00",
      commit: { hash: "9fec847784abb10b2fa567ee63b85bd238955d0e", message: "Use the new cart" },
      ...fields,
    },
  };
}

const updated = { headers: { "x-event-key": "repo:commit_status_updated" } };

/** Bitbucket Cloud's webhooks (support.atlassian.com, event payloads): builds are commit statuses. */
export const bitbucket: IntegrationModule = {
  slug: "bitbucket",
  title: "Bitbucket",
  category: "development",
  connect: `In the repository, open **Repository settings → Webhooks → Add webhook** and set

- **URL**: \`{url}\`
- **Secret**: any long text, and the same one as this integration's signature secret
- **Triggers → Choose from a full list**: **Build status created** and **Build status updated**

A failed build opens an alert group, the next successful one of the same branch resolves it. To hear of certain branches
only, set the option \`branches\` or add them to the URL: \`?branches=main,release/*\`.
`,
  templates: factTemplates,
  headers: ["x-event-key"],
  signatures: [
    {
      kind: "hmac",
      header: "x-hub-signature",
      algorithm: "sha256",
      encoding: "hex",
      prefix: "sha256=",
      isPrefixOptional: true,
    },
  ],
  options: [branchesOption],
  opensOnlyFiring: true,
  interpret,
  neverSends: {
    test: "Bitbucket has no test button: rerun a build, or resend a request under **View requests**.",
  },
  examples: [
    {
      name: "a build fails",
      kind: "opening",
      ...updated,
      body: status({}),
      title: "Build failed: Unit tests in acme/shop (main)",
      severity: "error",
    },
    {
      name: "the next one fails, too",
      kind: "repeated",
      ...updated,
      body: status({ description: "2 tests failed" }),
    },
    { name: "a build is under way", kind: "ignored", ...updated, body: status({ state: "INPROGRESS" }) },
    { name: "a build was stopped", kind: "ignored", ...updated, body: status({ state: "STOPPED" }) },
    { name: "a build succeeds", kind: "resolving", ...updated, body: status({ state: "SUCCESSFUL" }) },
    {
      name: "a push",
      kind: "ignored",
      headers: { "x-event-key": "repo:push" },
      body: { actor: {}, repository: { full_name: "acme/shop" }, push: { changes: [] } },
    },
    {
      name: "lists and nulls where objects belong",
      kind: "hostile",
      ...updated,
      body: { repository: null, commit_status: [], actor: 7 },
    },
  ],
};

interface Build {
  state: string | undefined;
  name: string | undefined;
  key: string | undefined;
  branch: string | undefined;
  description: string | undefined;
  commit: string | undefined;
  link: string | undefined;
}

function interpret(request: ReceivedRequest): Interpretation {
  const { body, headers } = request;
  const build = readBuild(body.value);
  if (!build) return leftOut(`the event "${headers.get("x-event-key") ?? "unknown"}" is about no build`);
  const signal = signalFor(build.state);
  if (signal === undefined) return leftOut(`the build is ${build.state}`);
  if (!isBranchWanted(request, build.branch, true))
    return leftOut(`branch ${build.branch} is not of interest`);
  return ofBuild(body, build, signal);
}

function readBuild(value: Value): Build | undefined {
  const status = dictAt(value, "commit_status");
  if (status) {
    return {
      state: textAt(status, "state"),
      name: firstText(status, "name", "key"),
      key: firstText(status, "key", "name"),
      branch: textAt(status, "refname"),
      description: textAt(status, "description"),
      commit: firstText(status, "commit.message", "commit.hash"),
      link: textAt(status, "url"),
    };
  }
  const pipeline = dictAt(value, "pipeline");
  if (!(pipeline instanceof Dict)) return undefined;
  return {
    state: firstText(pipeline, "state.result.name", "state.name"),
    name: "Pipeline",
    key: "pipeline",
    branch: firstText(pipeline, "target.ref_name", "refname"),
    description: undefined,
    commit: firstText(pipeline, "target.commit.hash"),
    link: firstText(pipeline, "links.html.href"),
  };
}

/** A state that cannot be read is taken for a failure: better one page too many. */
function signalFor(state: string | undefined): "firing" | "resolved" | undefined {
  if (state === undefined) return "firing";
  switch (state.toUpperCase()) {
    case "SUCCESSFUL":
      return "resolved";
    case "FAILED":
    case "ERROR":
      return "firing";
    default:
      return undefined;
  }
}

function ofBuild(body: ReceivedBody, build: Build, signal: "firing" | "resolved"): Interpretation {
  const repository = firstText(body.value, "repository.full_name", "repository.name") ?? "a repository";
  const verdict = signal === "firing" ? "failed" : "succeeded";
  const branch = build.branch === undefined ? "" : ` (${build.branch})`;
  const facts = factsOf(
    {
      title: [`Build ${verdict}: ${build.name ?? "without a name"} in ${repository}${branch}`],
      message: lines(
        build.description,
        labelled("Branch", build.branch),
        labelled("Commit", build.commit),
        labelled("By", firstText(body.value, "actor.display_name", "actor.nickname")),
      ),
      severity: signal === "resolved" ? "info" : "error",
      key: joinedKey(repository, build.branch ?? "", build.key),
      signal,
      source: repository,
      link: build.link ?? firstText(body.value, "repository.links.html.href"),
    },
    "Bitbucket",
  );
  return wholeAlert(body, facts);
}
