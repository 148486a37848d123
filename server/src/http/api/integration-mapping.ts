import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { findKeptRequest } from "../../core/intake/kept-requests-store.ts";
import { type MappingTrial, tryMapping } from "../../core/intake/try-mapping.ts";
import { changeMapping, requireMappable } from "../../core/integrations/change-mapping.ts";
import { severities } from "../../core/integrations/facts.ts";
import {
  type FieldMapping,
  fieldMappingSchema,
  mappedFields,
  statusMeanings,
} from "../../core/integrations/field-mapping.ts";
import type { Integration } from "../../core/integrations/index.ts";
import { findMapping } from "../../core/integrations/mapping-store.ts";
import { findOptions } from "../../core/integrations/options-store.ts";
import { AppError } from "../../platform/errors.ts";
import { type Api, callerOf } from "./access.ts";
import { alertFacts } from "./alert-group-schemas.ts";
import { requireIntegration } from "./integrations.ts";
import { readRequestId, requestId } from "./last-requests.ts";
import { failures, idParams, nothing } from "./schemas.ts";

const tags = ["Integrations"];

const { severityValues, statusValues, ...paths } = fieldMappingSchema.shape;
const mappingInput = z
  .strictObject({ ...paths, severity_values: severityValues, status_values: statusValues })
  .describe("Paths are names of fields with dots between them; the first at which a text stands counts.");

const pathList = z.array(z.string()).optional();
const mapping = z
  .object({
    items: z.string().optional().describe("The list of alerts inside the body."),
    title: pathList,
    message: pathList,
    severity: pathList,
    status: pathList,
    key: pathList,
    source: pathList,
    link: pathList,
    image: pathList,
    severity_values: z.record(z.string(), z.enum(severities)).optional(),
    status_values: z.record(z.string(), z.enum(statusMeanings)).optional(),
  })
  .meta({ id: "FieldMapping" });

const answer = z.object({
  mapping: mapping.nullable().describe("Null: the usual field names alone are looked at."),
  usual: z
    .record(z.enum(mappedFields), z.array(z.string()))
    .describe("The field names that are looked at without a mapping, and after its paths."),
});

const maxPayloadText = 1024 * 1024;
const trialInput = z.object({
  mapping: mappingInput.nullable().optional().describe("The stored one when absent; null: none."),
  payload: z
    .unknown()
    .optional()
    .describe("What the tool would send. Either this, `payload_text` or `request`."),
  payload_text: z.string().max(maxPayloadText).optional().describe("The same as JSON text."),
  request: requestId.optional().describe("One of the last requests of the integration, by id."),
});

const trial = z
  .discriminatedUnion("result", [
    z.object({ result: z.literal("refused"), reason: z.string() }),
    z.object({
      result: z.literal("read"),
      alerts: z.array(alertFacts),
      note: z.string().nullable().describe("Why alerts in it would be left out."),
    }),
  ])
  .meta({ id: "FieldMappingTrial" });

/** Where the generic webhook finds the fields of one integration's alerts. */
export function registerIntegrationMapping(api: Api, ctx: Context): void {
  const common = { tags, params: idParams };
  api.get(
    "/integrations/:id/mapping",
    {
      config: { role: "viewer" },
      schema: { ...common, summary: "Get the field mapping", response: { 200: answer, ...failures } },
    },
    async (request) => {
      const integration = await requireMapped(ctx, request.params.id);
      const found = await findMapping(ctx.db, integration.id);
      return presentAnswer(ctx, integration, found);
    },
  );
  api.put(
    "/integrations/:id/mapping",
    {
      config: { role: "admin" },
      schema: {
        ...common,
        summary: "Set the field mapping",
        body: mappingInput,
        response: { 200: answer, ...failures },
      },
    },
    async (request) => {
      const integration = await requireIntegration(ctx, request.params.id);
      const wanted = toMapping(request.body);
      await changeMapping(ctx, callerOf(request), integration, wanted);
      return presentAnswer(ctx, integration, wanted);
    },
  );
  api.delete(
    "/integrations/:id/mapping",
    {
      config: { role: "admin" },
      schema: { ...common, summary: "Take the field mapping away", response: { 204: nothing, ...failures } },
    },
    async (request, reply) => {
      await changeMapping(ctx, callerOf(request), await requireIntegration(ctx, request.params.id), null);
      return reply.code(204).send(null);
    },
  );
  registerTrial(api, ctx);
}

function registerTrial(api: Api, ctx: Context): void {
  api.post(
    "/integrations/:id/mapping/trial",
    {
      config: { role: "responder" },
      schema: {
        tags,
        summary: "Tell what a payload would be read as; nothing is done",
        params: idParams,
        body: trialInput,
        response: { 200: trial, ...failures },
      },
    },
    async (request) => {
      const integration = await requireMapped(ctx, request.params.id);
      const { mapping: wanted } = request.body;
      const used =
        wanted === undefined ? await findMapping(ctx.db, integration.id) : wanted && toMapping(wanted);
      const sent = await readSent(ctx, integration, request.body);
      const settings = { mapping: used ?? undefined, options: await findOptions(ctx.db, integration.id) };
      return presentTrial(tryMapping(ctx, integration, settings, sent));
    },
  );
}

async function requireMapped(ctx: Context, id: string): Promise<Integration> {
  const integration = await requireIntegration(ctx, id);
  requireMappable(ctx, integration);
  return integration;
}

async function readSent(ctx: Context, integration: Integration, input: z.output<typeof trialInput>) {
  const { payload, payload_text: text, request: id } = input;
  if ([payload, text, id].filter((given) => given !== undefined).length !== 1) {
    throw new AppError("invalid_input", "Send one of `payload`, `payload_text` and `request`.", {
      field: "payload",
    });
  }
  if (id === undefined) {
    const body = Buffer.from(text ?? JSON.stringify(payload));
    return { contentType: text === undefined ? "application/json" : "text/plain", body, request: null };
  }
  const found = await findKeptRequest(ctx.db, integration.id, readRequestId(id));
  if (!found) {
    throw new AppError("invalid_input", "The request is not among the last ones.", { field: "request" });
  }
  return found;
}

function toMapping(input: z.output<typeof mappingInput>): FieldMapping {
  const { severity_values: severityMeanings, status_values: statusMeaningsOf, ...rest } = input;
  return {
    ...rest,
    ...(severityMeanings === undefined ? {} : { severityValues: severityMeanings }),
    ...(statusMeaningsOf === undefined ? {} : { statusValues: statusMeaningsOf }),
  };
}

function presentAnswer(
  ctx: Context,
  integration: Integration,
  found: FieldMapping | null | undefined,
): z.output<typeof answer> {
  const usual = Object.entries(requireMappable(ctx, integration)).map(([field, names]) => [
    field,
    [...names],
  ]);
  return { mapping: found ? present(found) : null, usual: Object.fromEntries(usual) };
}

function present({
  severityValues: severity,
  statusValues: status,
  ...rest
}: FieldMapping): z.output<typeof mapping> {
  return {
    ...rest,
    ...(severity === undefined ? {} : { severity_values: severity }),
    ...(status === undefined ? {} : { status_values: status }),
  };
}

function presentTrial(result: MappingTrial): z.output<typeof trial> {
  if (result.kind === "refused") return { result: "refused", reason: result.reason };
  return { result: "read", alerts: result.alerts, note: result.ignored ?? null };
}
