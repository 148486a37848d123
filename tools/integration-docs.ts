/**
 * Writes `docs/integrations/<slug>.md` for every integration, and the list of them, from the modules themselves. With
 * `--check` it only compares and fails on a difference.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describeSignature } from "../server/src/core/integrations/describe-signature.ts";
import { fillConnect } from "../server/src/core/integrations/fill-connect.ts";
import type { IntegrationOption } from "../server/src/core/integrations/options.ts";
import type { IntegrationExample, IntegrationModule } from "../server/src/core/integrations/registry.ts";
import type { SignatureScheme } from "../server/src/core/integrations/signatures.ts";
import { integrationModules } from "../server/src/integrations/index.ts";

const folder = fileURLToPath(new URL("../docs/integrations/", import.meta.url));

const examplesOfValues = {
  id: "<id>",
  token: "<token>",
  routing_key: "<MD5 of the token>",
  mail: "<token>@<domain>",
};

const effects: Record<IntegrationExample["kind"], string> = {
  opening: "opens an alert group",
  repeated: "joins the open group",
  acknowledging: "acknowledges the group",
  resolving: "resolves the group",
  test: "shows that the connection works",
  ignored: "is left out",
  hostile: "is taken without harm",
};

function pages(): Map<string, string> {
  const shown = integrationModules.filter((module) => !module.isHidden);
  const list = [...shown].sort((one, other) => one.title.localeCompare(other.title, "en"));
  return new Map([
    ["README.md", listPage(list)],
    ...list.map((module) => [`${module.slug}.md`, page(module)] as const),
  ]);
}

function listPage(modules: readonly IntegrationModule[]): string {
  const rows = modules.map(({ slug, title }) => `| [${title}](${slug}.md) | \`${slug}\` |`);
  return `# Integrations

Each page is made from the integration's module, whose examples are run as tests through the whole server.

| Tool | Type |
| --- | --- |
${rows.join("\n")}

A tool that is not listed can use [Webhook](webhook.md), whose templates are yours to write.
`;
}

function page(module: IntegrationModule): string {
  const { slug, title, connect, examples } = module;
  const base = "https://oncall.example.com";
  const url = `${base}/integrations/v1/${slug}/<token>/`;
  const values = { ...examplesOfValues, base, url };
  return `# ${title}

Make an integration of type \`${slug}\`; its page and the API's \`link\` show its URL, here \`${url}\`.

## Connect

${fillConnect(connect, values).trim()}

${optionSection(module.options ?? [])}${signatureSection(module.signatures ?? [])}## What a request does

| Request | Effect |
| --- | --- |
${examples.map((example) => `| ${example.name} | ${effectOf(example)} |`).join("\n")}
${exceptions(module)}
${exampleSection(examples[0])}
${templateSection(module)}`;
}

function exceptions({ neverSends = {} }: IntegrationModule): string {
  return Object.values(neverSends)
    .map((sentence) => `\n${sentence}\n`)
    .join("");
}

function effectOf({ kind, title, severity }: IntegrationExample): string {
  const shown = title === undefined || title.trim() === "" ? "" : ` “${title.trim().replaceAll("|", "\\|")}”`;
  return `${effects[kind]}${shown}${severity === undefined ? "" : `, ${severity}`}`;
}

function optionSection(options: readonly IntegrationOption[]): string {
  if (options.length === 0) return "";
  const rows = options.map((option) => {
    const parameter =
      option.parameter === undefined ? "" : `; \`?${option.parameter}=\` in the URL counts first`;
    return `| \`${option.name}\` | ${takes(option)}${parameter} | ${shown(option.default)} | ${option.help} |`;
  });
  return `## Options

Set for each integration, here to what counts without it:

\`\`\`sh
curl -X PUT https://oncall.example.com/api/v2/integrations/<id>/options -H 'Authorization: Bearer <API token>' \\
  -H 'Content-Type: application/json' -d '${JSON.stringify({ values: defaultsOf(options) })}'
\`\`\`

| Option | Takes | Without it | What it changes |
| --- | --- | --- | --- |
${rows.join("\n")}

`;
}

function defaultsOf(options: readonly IntegrationOption[]): object {
  return Object.fromEntries(options.map((option) => [option.name, option.default]));
}

function takes(option: IntegrationOption): string {
  switch (option.kind) {
    case "choice":
      return option.choices.map((choice) => `\`${choice}\``).join(", ");
    case "switch":
      return "`true` or `false`";
    case "list":
      return "a list of texts";
    case "header":
      return "the name of a header";
  }
}

function shown(value: IntegrationOption["default"]): string {
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

function signatureSection(schemes: readonly SignatureScheme[]): string {
  if (schemes.length === 0) return "";
  return `## Signature

Checked over the raw bytes of the body as soon as the integration has a secret; a request without or with a wrong one is
refused.

${schemes.map((scheme) => `- ${describeSignature(scheme)}`).join("\n")}

`;
}

function exampleSection(example: IntegrationExample): string {
  const isText = typeof example.body === "string";
  const body = isText ? String(example.body) : JSON.stringify(example.body, null, 2);
  const headers = Object.entries(example.headers ?? {}).map(([name, value]) => `${name}: ${value}\n`);
  return `## Example: ${example.name}

\`\`\`${isText ? "" : "json"}
${headers.join("")}${body}
\`\`\`
`;
}

function templateSection({ templates }: IntegrationModule): string {
  const slots = Object.entries(templates).map(
    ([slot, text]) => `**\`${slot}\`**\n\n\`\`\`\`jinja\n${text}\n\`\`\`\`\n`,
  );
  return `## Default templates

Each can be replaced for an integration; see [templates](../templates.md).

${slots.join("\n")}`;
}

const made = pages();
if (process.argv.includes("--check")) {
  const present = readdirSync(folder);
  const stale = [...made].filter(
    ([name, text]) => !present.includes(name) || readFileSync(folder + name, "utf8") !== text,
  );
  const extra = present.filter((name) => !made.has(name));
  if (stale.length + extra.length > 0) {
    console.error(
      `Out of date: ${[...stale.map(([name]) => name), ...extra].join(", ")}. Run: npm run docs:integrations`,
    );
    process.exitCode = 1;
  }
} else {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of made) writeFileSync(folder + name, text);
}
