import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { type RoutedAlert, tryRoutes } from "../../core/intake/try-routes.ts";
import { type TriedTemplates, triedSlots, tryTemplates } from "../../core/intake/try-templates.ts";
import type { Integration } from "../../core/integrations/index.ts";
import { listRoutesOf, maxExpressionLength, maxRoutes, routeKinds } from "../../core/routes/index.ts";
import type { RouteVerdict } from "../../core/routes/rules.ts";
import { AppError } from "../../platform/errors.ts";
import type { Api } from "./access.ts";
import { alertFacts } from "./alert-group-schemas.ts";
import { requireIntegration } from "./integrations.ts";
import { failures, idParams } from "./schemas.ts";
import { presentFailure, presentTrial, textFailure, trialOf } from "./trial-schemas.ts";

const draftRoutes = z
  .array(z.object({ kind: z.enum(routeKinds), expression: z.string().max(4 * maxExpressionLength) }))
  .max(maxRoutes)
  .optional()
  .describe("In order, without the default route; the stored ones when absent.");

const verdict = z.object({
  verdict: z
    .enum(["matched", "not_matched", "failed"])
    .describe("Whether the expression matches, be an earlier route to take the alert or not."),
  rendered: z.string().nullable().describe("What a template rendered, shortened."),
  failure: textFailure.nullable(),
});

const routeTrial = trialOf(
  z.object({
    title: z.string(),
    taken_by: z.int().nullable().describe("Index of the route that takes it; null: the default route."),
    verdicts: z.array(verdict).describe("One for each route, in order."),
  }),
).meta({ id: "RouteTrial" });

const maxTemplateLength = 50_000;
const slot = z.enum(triedSlots);
const draftTemplates = z
  .partialRecord(slot, z.string().max(maxTemplateLength).nullable())
  .default({})
  .describe("New texts of slots; null takes an override away. Slots that are absent stay as they are.");

const look = z.object({
  "web.title": z.string(),
  "web.message": z.string().nullable(),
  grouping_key: z.string().nullable().describe("Null: a group of its own."),
  resolve_signal: z.boolean(),
  acknowledge_signal: z.boolean(),
  source_link: z.string().nullable(),
  "web.image_url": z.string().nullable(),
});

const templateTrial = trialOf(
  z.object({
    before: look.describe("By the stored templates; long texts are cut."),
    after: look,
    changed: z.array(slot),
    failures: z.array(z.object({ slot, failure: textFailure })).describe("Of the draft."),
    payload: z.string().nullable().describe("What templates see as `payload`, when it was asked for."),
    facts: alertFacts.nullable().describe("What templates see as `alert`, when it was asked for."),
  }),
).meta({ id: "TemplateTrial" });

/** What routes and templates that are not stored yet would make of the last requests. */
export function registerDraftTrials(api: Api, ctx: Context): void {
  api.post(
    "/integrations/:id/route-trial",
    {
      config: { role: "responder" },
      schema: {
        tags: ["Routes"],
        summary: "Tell which route would take each of the last alerts, and why; nothing is done",
        params: idParams,
        body: z.object({ routes: draftRoutes }).default({}),
        response: { 200: routeTrial, ...failures },
      },
    },
    async (request) => {
      const integration = await requireTryable(ctx, request.params.id);
      const routes = request.body.routes ?? (await presentRoutes(ctx, integration));
      return presentTrial(await tryRoutes(ctx, integration, routes), presentRouted);
    },
  );
  api.post(
    "/integrations/:id/template-trial",
    {
      config: { role: "responder" },
      schema: {
        tags: ["Integrations"],
        summary: "Show the last alerts by the present templates and by new ones; nothing is done",
        params: idParams,
        body: z
          .object({ templates: draftTemplates, with_payloads: z.boolean().default(false) })
          .default({ templates: {}, with_payloads: false }),
        response: { 200: templateTrial, ...failures },
      },
    },
    async (request) => {
      const integration = await requireTryable(ctx, request.params.id);
      const { templates, with_payloads: withPayloads } = request.body;
      const trial = await tryTemplates(ctx, integration, templates);
      return presentTrial(trial, (tried) => presentTried(tried, withPayloads));
    },
  );
}

/** @throws AppError `conflict` for a type that this version does not know */
async function requireTryable(ctx: Context, id: string): Promise<Integration> {
  const integration = await requireIntegration(ctx, id);
  if (ctx.integrationTypes.find(integration.type)) return integration;
  throw new AppError("conflict", "This version does not know the integration's type.");
}

async function presentRoutes(ctx: Context, { id }: Integration) {
  const routes = await listRoutesOf(ctx.db, id);
  return routes.flatMap(({ kind, expression }) => (expression === null ? [] : [{ kind, expression }]));
}

function presentRouted({ title, takenBy, verdicts }: RoutedAlert) {
  return { title, taken_by: takenBy, verdicts: verdicts.map(presentVerdict) };
}

function presentVerdict(one: RouteVerdict): z.output<typeof verdict> {
  if (one.kind === "failed")
    return { verdict: "failed", rendered: null, failure: presentFailure(one.failure) };
  return { verdict: one.kind, rendered: one.rendered, failure: null };
}

const shownPayload = 65_536;

function presentTried(
  { before, after, changed, failures: failed, payload }: TriedTemplates,
  withPayload: boolean,
) {
  return {
    before,
    after,
    changed,
    failures: failed.map((one) => ({ slot: one.slot, failure: presentFailure(one.failure) })),
    payload: withPayload ? payload.text.slice(0, shownPayload) : null,
    facts: withPayload ? (payload.facts ?? null) : null,
  };
}
