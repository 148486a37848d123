/** Imports run one way: http, integrations, channels, payloads -> core -> platform (see docs/architecture.md). */
module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "packages-stand-alone",
      comment: "The template engines are publishable by themselves.",
      severity: "error",
      from: { path: "^packages/([^/]+)/src" },
      to: { pathNot: "^packages/$1/" },
    },
    {
      name: "platform-knows-no-alerts",
      severity: "error",
      from: { path: "^server/src/platform" },
      to: { path: "^server/src/", pathNot: "^server/src/(platform|config\\.ts)" },
    },
    {
      name: "core-knows-no-edge",
      severity: "error",
      from: { path: "^server/src/core" },
      to: { path: "^server/src/(http|mail|integrations|channels|payloads|app|main|cli)" },
    },
    {
      name: "edges-do-not-know-each-other",
      severity: "error",
      from: { path: "^server/src/(mail|integrations|channels|payloads)" },
      to: { path: "^server/src/(http|mail|integrations|channels|payloads)", pathNot: "^server/src/$1" },
    },
    {
      name: "rules-are-pure",
      comment: "Rules import only models and other rules: no store, no platform but value types.",
      severity: "error",
      from: { path: "^server/src/core/.*/rules\\.ts$" },
      to: { path: "^server/src", pathNot: "(model|rules)\\.ts$|^server/src/platform/(ids|instant)\\.ts$" },
    },
    {
      name: "tracing-sdk-behind-its-port",
      comment: "It is loaded only when spans are exported; everything else knows the port.",
      severity: "error",
      from: { path: "^server/src", pathNot: "^server/src/platform/tracing/(otlp|bounded-export)\\.ts$" },
      to: { path: "@opentelemetry/" },
    },
    {
      name: "tracing-sdk-loaded-late",
      severity: "error",
      from: { path: "^server/src" },
      to: { path: "^server/src/platform/tracing/otlp\\.ts$", dynamic: false },
    },
    {
      name: "mail-sender-loaded-late",
      comment: "Only those who send mail pay for the client.",
      severity: "error",
      from: { path: "^server/src" },
      to: { path: "^server/src/mail/smtp-sender\\.ts$", dynamic: false },
    },
    {
      name: "nothing-imports-app",
      severity: "error",
      from: { pathNot: "^server/(src/(cli|main)|test)" },
      to: { path: "^server/src/app\\.ts$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.test\\.ts$" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node"] },
  },
};
