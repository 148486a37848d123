import { z } from "zod";
import type { IntegrationId, TeamId } from "../../platform/ids.ts";
import type { SlotName, SlotOverrides } from "../templates/index.ts";

export const maxNameLength = 150;
export const maxDescriptionLength = 250;

/** A label with a fixed value, or, among the dynamic labels, with a template for its value. */
export const labelSchema = z.object({ key: z.string(), value: z.string() });
export type Label = z.output<typeof labelSchema>;

export interface Integration {
  id: IntegrationId;
  publicId: string;
  /** Part of the URL that alerts are sent to. */
  token: string;
  /** Slug of the type; those of OnCall's old per-alert mode begin with `legacy_`. */
  type: string;
  name: string;
  descriptionShort: string | null;
  team: { id: TeamId; publicId: string } | null;
  templates: SlotOverrides;
  labels: Label[];
  dynamicLabels: Label[];
}

/** New texts of template slots; null takes an override away. */
export type TemplateChanges = Partial<Record<SlotName, string | null>>;

/** Type of the hidden integrations that groups collecting those of a maintenance belong to. */
export const collectingType = "maintenance";

const legacyPrefix = "legacy_";

export function isLegacyType(type: string): boolean {
  return type.startsWith(legacyPrefix);
}

/** The type as URLs and the API show it. */
export function publicType(type: string): string {
  return isLegacyType(type) ? type.slice(legacyPrefix.length) : type;
}

/** Types that nothing is sent to over HTTP. */
const typesWithoutUrl = new Set(["manual", "inbound_email", collectingType]);

/** Where alerts are sent to; null for types that take none over HTTP. */
export function integrationUrl(
  publicUrl: string,
  integration: Pick<Integration, "type" | "token">,
): string | null {
  if (typesWithoutUrl.has(integration.type)) return null;
  return `${publicUrl}/integrations/v1/${publicType(integration.type)}/${integration.token}/`;
}

/** What a sealed secret is bound to, so that one integration's does not open as another's. */
export function sealContext(id: IntegrationId): string {
  return `integration secret ${id}`;
}

export function applyTemplateChanges(templates: SlotOverrides, changes: TemplateChanges): SlotOverrides {
  const merged = Object.entries({ ...templates, ...changes }).filter(([, text]) => text !== null);
  return Object.fromEntries(merged) as SlotOverrides;
}
