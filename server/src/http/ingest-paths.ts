import { incomingPaths } from "./grafana-incident/index.ts";
import { ingestPath } from "./ingest/index.ts";
import { alertPath } from "./opsgenie/index.ts";
import { toolPath } from "./opsknight/index.ts";
import { eventPaths } from "./pagerduty/index.ts";

/** Compatible APIs answer at their original paths and below this optional prefix. */
export const prefixes = ["", "/oncall"];

/** Every path at or below which a request may become an alert or an incident. */
export const ingestPaths: readonly string[] = prefixes.flatMap((prefix) =>
  [ingestPath, toolPath, alertPath, ...eventPaths, ...incomingPaths].map((path) => prefix + path),
);
