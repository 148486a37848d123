import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { describeSignature } from "../../core/integrations/describe-signature.ts";
import { countedGroups, type ListedIntegration } from "../../core/integrations/listing-store.ts";
import {
  integrationUrl,
  isLegacyType,
  labelSchema,
  maxDescriptionLength,
  maxNameLength,
} from "../../core/integrations/model.ts";
import { toolCategories } from "../../core/integrations/registry.ts";
import { allSlots } from "../../core/templates/index.ts";
import { instant, publicId } from "./schemas.ts";

const slotName = z.enum(allSlots);
const texts = z.record(z.string(), z.string());

export const integration = z
  .object({
    id: publicId,
    type: z.string(),
    type_title: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    team_id: publicId.nullable(),
    url: z.string().nullable().describe("Where alerts are sent to; null for types that take none over HTTP."),
    templates: texts.describe("Overridden template slots only."),
    default_templates: texts.describe("The type's own templates."),
    labels: z.array(labelSchema),
    dynamic_labels: z.array(labelSchema),
    template_error: z
      .object({ slot: z.string(), message: z.string(), at: z.string() })
      .nullable()
      .describe("The last template that failed on a real alert; cleared by a template change."),
    refused_requests: z.int(),
    maintenance: z
      .object({ mode: z.string(), started_at: instant, ends_at: instant })
      .nullable()
      .describe("While it lasts, new alert groups page nobody."),
    parked_requests: z.int().describe("Accepted and not interpreted; counted up to 1,000."),
    last_request_at: instant
      .nullable()
      .describe("When its tool was last heard from; null: never. Refused requests do not count."),
    firing_groups: z.int().describe(`Firing alert groups; counted up to ${countedGroups}.`),
    takes_mapping: z.boolean().describe("Whether a field mapping says where the fields of an alert are."),
    created_at: instant,
  })
  .meta({ id: "Integration" });

export const integrationType = z
  .object({
    type: z.string(),
    title: z.string(),
    category: z.enum(toolCategories),
    connect: z
      .string()
      .describe(
        "How to make the tool send here: Markdown in which `{url}` stands for the URL. GET /integrations/{id}/connect has it filled in.",
      ),
    signatures: z
      .array(z.string())
      .describe("How the tool signs its requests; empty: as a signing proxy or script of yours does."),
    default_templates: texts,
  })
  .meta({ id: "IntegrationType" });

const maxTemplateLength = 50_000;

const templates = z
  .partialRecord(slotName, z.string().max(maxTemplateLength).nullable())
  .describe("New texts of template slots; null takes an override away.");
const name = z.string().trim().min(1).max(maxNameLength);
const description = z.string().trim().max(maxDescriptionLength).nullable();
const labels = z.array(labelSchema).max(50);

export const newIntegration = z.object({
  type: z.string().min(1).max(50),
  name: name.optional().describe("Without a name it gets one from its type."),
  description: description.optional(),
  team_id: publicId.nullable().optional(),
  templates: templates.optional(),
  labels: labels.optional(),
  dynamic_labels: labels.optional(),
});

export const integrationChanges = newIntegration.omit({ type: true });

/** Types that people can choose for a new integration. */
export function presentTypes(ctx: Context): z.output<typeof integrationType>[] {
  return ctx.integrationTypes
    .list()
    .filter(({ slug, isHidden }) => !isHidden && !isLegacyType(slug))
    .map(({ slug, title, category, connect, signatures = [], templates: defaults }) => ({
      type: slug,
      title,
      category,
      connect,
      signatures: signatures.map(describeSignature),
      default_templates: { ...defaults },
    }));
}

export function presentIntegration(ctx: Context, row: ListedIntegration): z.output<typeof integration> {
  const module = ctx.integrationTypes.find(row.type);
  return {
    id: row.publicId,
    type: row.type,
    type_title: module?.title ?? row.type,
    name: row.name,
    description: row.descriptionShort,
    team_id: row.teamPublicId,
    url: integrationUrl(ctx.publicUrl, row),
    templates: row.templates,
    default_templates: { ...module?.templates },
    labels: row.labels,
    dynamic_labels: row.dynamicLabels,
    template_error: row.templateError,
    refused_requests: row.refusedRequests,
    parked_requests: row.parkedRequests,
    last_request_at: row.lastRequestAt,
    firing_groups: row.firingGroups,
    takes_mapping: module?.mappable !== undefined,
    maintenance: row.maintenance && {
      mode: row.maintenance.mode,
      started_at: row.maintenance.startedAt,
      ends_at: row.maintenance.endsAt,
    },
    created_at: row.createdAt,
  };
}
