import type { Transaction } from "../../platform/db/database.ts";
import { newIntegrationToken, newPublicId, type TeamId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { automaticHeartbeat } from "../heartbeats/ping.ts";
import { insertHeartbeat } from "../heartbeats/store.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import { type ChannelSettings, insertDefaultRoute, type Route } from "../routes/index.ts";
import type { SlotName } from "../templates/index.ts";
import { findBrokenTemplate } from "./check-templates.ts";
import { pickDefaultName } from "./default-name.ts";
import {
  applyTemplateChanges,
  collectingType,
  type Integration,
  isLegacyType,
  type Label,
  type TemplateChanges,
} from "./model.ts";
import * as store from "./store.ts";

export type IntegrationRefusal =
  | { reason: "unknown_type" | "deprecated_type" | "name_taken" }
  | { reason: "broken_template"; slot: SlotName };

export type IntegrationResult =
  | { kind: "saved"; integration: Integration; defaultRoute: Route }
  | { kind: "refused"; refusal: IntegrationRefusal };

export interface NewIntegrationInput {
  type: string;
  /** Without a name it gets one from its type's title. */
  name?: string;
  descriptionShort?: string | null;
  team?: { id: TeamId; publicId: string } | null;
  templates?: TemplateChanges;
  labels?: readonly Label[];
  dynamicLabels?: readonly Label[];
  defaultRoute?: { channels?: Partial<ChannelSettings> };
}

/** Makes an integration with its token and its default route. */
export async function createIntegration(
  ctx: Context,
  caller: Caller,
  input: NewIntegrationInput,
): Promise<IntegrationResult> {
  requireRole(caller, "admin");
  const type = ctx.integrationTypes.find(input.type);
  if (!type || type.slug === collectingType) return refuse({ reason: "unknown_type" });
  if (isLegacyType(type.slug)) return refuse({ reason: "deprecated_type" });
  const broken = findBrokenTemplate(ctx.templates, input.templates ?? {});
  if (broken) return refuse({ reason: "broken_template", slot: broken });
  return ctx.db.transaction().execute(async (tx) => {
    const integration = await insert(tx, input, type.title);
    if (!integration) return refuse({ reason: "name_taken" });
    const defaultRoute = await insertDefaultRoute(tx, integration.id, input.defaultRoute?.channels);
    if (type.heartbeatPayload) await insertHeartbeat(tx, automaticHeartbeat(integration));
    const { publicId, name } = integration;
    const detail = { name, type: type.slug };
    await recordAudit(tx, {
      caller,
      action: "created",
      objectType: "integration",
      objectId: publicId,
      detail,
    });
    return { kind: "saved", integration, defaultRoute };
  });
}

/** How often a name of ours is picked anew when another request takes it first. */
const nameTries = 5;

async function insert(
  tx: Transaction,
  input: NewIntegrationInput,
  title: string,
): Promise<Integration | undefined> {
  if (input.name !== undefined) return insertNamed(tx, input, input.name);
  for (let tries = 0; tries < nameTries; tries += 1) {
    const name = pickDefaultName(title, await store.findNamesBeginningWith(tx, title));
    const integration = await insertNamed(tx, input, name);
    if (integration) return integration;
  }
  return undefined;
}

async function insertNamed(
  tx: Transaction,
  input: NewIntegrationInput,
  name: string,
): Promise<Integration | undefined> {
  const row = {
    publicId: newPublicId("integration"),
    token: newIntegrationToken(),
    type: input.type,
    name,
    descriptionShort: input.descriptionShort ?? null,
    templates: applyTemplateChanges({}, input.templates ?? {}),
    labels: [...(input.labels ?? [])],
    dynamicLabels: [...(input.dynamicLabels ?? [])],
  };
  const team = input.team ?? null;
  const id = await store.insertIntegration(tx, { ...row, teamId: team?.id ?? null });
  return id && { ...row, id, team };
}

function refuse(refusal: IntegrationRefusal): IntegrationResult {
  return { kind: "refused", refusal };
}
