import { z } from "zod";
import { describeMistake } from "../describe-mistake.ts";
import { headerMistake } from "../own-headers.ts";
import { findTemplateMistake } from "./texts.ts";

/** Events that mean something to a receiver of Grafana's notifications: it knows firing and resolved, nothing between. */
const notifiedEvents = ["alert group created", "resolve", "unresolve"] as const;

/** Header names that Grafana does not let a contact point set. */
const forbiddenHeaders: ReadonlySet<string> = new Set(
  (
    "host accept-encoding accept-charset content-encoding content-length authorization user-agent transfer-encoding " +
    "connection upgrade trailer te proxy-authorization proxy-authenticate cookie set-cookie referer origin " +
    "x-forwarded-for x-real-ip via forwarded expect keep-alive date max-forwards"
  ).split(" "),
);

const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9a-z-]{1,100}$/i, "is no name of a header");

const template = z
  .string()
  .max(100_000)
  .superRefine((source, check) => {
    const mistake = findTemplateMistake(source);
    if (mistake !== undefined) check.addIssue({ code: "custom", message: mistake });
  });

const headers = z.record(z.string(), z.string()).superRefine((given, check) => {
  const refused = Object.keys(given).filter((name) => forbiddenHeaders.has(name.toLowerCase()));
  const mistake = refused.length > 0 ? `cannot be set: ${refused.sort().join(", ")}` : headerMistake(given);
  if (mistake !== undefined) check.addIssue({ code: "custom", message: mistake });
});

/** What a contact point of Grafana's may be set to; credentials and the HMAC secret are the webhook's secrets. */
export const grafanaSettings = z.strictObject({
  receiver: z.string().max(200).optional().describe("Name of the contact point; absent: the webhook's name."),
  org_id: z.int().min(0).default(1),
  title: template.default("").describe("Go template; empty: Grafana's."),
  message: template.default("").describe("Go template; empty: Grafana's."),
  payload: z
    .strictObject({ template, vars: z.record(z.string(), z.string()).default({}) })
    .nullable()
    .default(null)
    .describe("Replaces the body by what this Go template renders; `.Vars` are the variables."),
  max_alerts: z.int().default(0).describe("0 or less: all."),
  truncation: z
    .enum(["firing_first", "as_grafana"])
    .default("firing_first")
    .describe("as_grafana cuts blindly, before the status is worked out."),
  send_resolved: z.boolean().default(true),
  headers: headers.default({}),
  hmac: z
    .strictObject({
      header: headerName.default("X-Grafana-Alerting-Signature"),
      timestamp_header: headerName.nullable().default(null),
    })
    .prefault({})
    .describe("Where signature and time go, when the webhook has a signing secret."),
  events: z
    .array(z.enum(notifiedEvents))
    .min(1)
    .default([...notifiedEvents]),
});

export type GrafanaSettings = z.output<typeof grafanaSettings>;

export function readGrafanaSettings(given: object) {
  const read = grafanaSettings.safeParse(given);
  return read.success
    ? ({ kind: "settings", settings: read.data } as const)
    : ({ kind: "refused", message: describeMistake(read.error) } as const);
}
