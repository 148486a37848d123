import { z } from "zod";
import { type Trial, triedAlertsPerRequest, triedRequests } from "../../core/intake/trial.ts";
import type { TemplateFailure } from "../../core/templates/index.ts";
import { instant } from "./schemas.ts";

/** What is wrong with a template or an expression, and where. */
export const textFailure = z.object({
  message: z.string(),
  hint: z.string().describe("How to mend it; may be empty."),
  line: z.int().describe("From 1, as the column."),
  column: z.int(),
});

export function presentFailure({
  message,
  hint,
  line,
  column,
}: TemplateFailure): z.output<typeof textFailure> {
  return { message, hint, line, column };
}

const known = {
  id: z.string().nullable().describe("Id of the request; null for an example."),
  name: z.string(),
  received_at: instant.nullable(),
};

/** What became of each of the last requests in a trial. */
export function trialOf<Alert extends z.ZodType>(alert: Alert) {
  return z.object({
    source: z
      .enum(["requests", "examples"])
      .describe("Examples of the integration's type stand in while it has no request."),
    requests: z
      .array(
        z.discriminatedUnion("result", [
          z.object({
            ...known,
            result: z.literal("interpreted"),
            alerts: z.array(alert).describe(`The first ${triedAlertsPerRequest} alerts in it.`),
            more_alerts: z.int(),
            note: z.string().nullable().describe("Why alerts in it are left out."),
          }),
          z.object({ ...known, result: z.enum(["unreadable", "not_tried"]), reason: z.string() }),
        ]),
      )
      .describe(`The last ${triedRequests} requests that were taken, newest first.`),
  });
}

export function presentTrial<Tried, Alert>(trial: Trial<Tried>, presentAlert: (tried: Tried) => Alert) {
  return {
    source: trial.source,
    requests: trial.requests.map(({ id, name, receivedAt, result }) => {
      const request = { id: id === null ? null : String(id), name, received_at: receivedAt };
      if (result.kind !== "interpreted") return { ...request, result: result.kind, reason: result.reason };
      return {
        ...request,
        result: result.kind,
        alerts: result.alerts.map(presentAlert),
        more_alerts: result.moreAlerts,
        note: result.ignored ?? null,
      };
    }),
  };
}
