import type { Transaction } from "../../platform/db/database.ts";
import { AppError } from "../../platform/errors.ts";
import type { TeamId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { forgetRequestsOfIntegration } from "../intake/kept-requests-store.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import { type ChannelSettings, findDefaultRoutes, type Route, updateChannels } from "../routes/index.ts";
import { findBrokenTemplate } from "./check-templates.ts";
import type { IntegrationResult } from "./create-integration.ts";
import { applyTemplateChanges, type Integration, type Label, type TemplateChanges } from "./model.ts";
import * as store from "./store.ts";

export interface IntegrationUpdate {
  name?: string;
  descriptionShort?: string | null;
  team?: { id: TeamId; publicId: string } | null;
  templates?: TemplateChanges;
  labels?: readonly Label[];
  dynamicLabels?: readonly Label[];
  defaultRoute?: { channels?: Partial<ChannelSettings> };
}

/**
 * Changes what is given; type and token never change.
 * @throws AppError `not_found` when it was deleted meanwhile
 */
export async function updateIntegration(
  ctx: Context,
  caller: Caller,
  integration: Integration,
  update: IntegrationUpdate,
): Promise<IntegrationResult> {
  requireRole(caller, "admin");
  const broken = findBrokenTemplate(ctx.templates, update.templates ?? {});
  if (broken) return { kind: "refused", refusal: { reason: "broken_template", slot: broken } };
  try {
    return await ctx.db.transaction().execute((tx) => save(tx, caller, integration, update));
  } catch (error) {
    // Two renames at the same time: the index decides.
    if (store.isNameClash(error)) return { kind: "refused", refusal: { reason: "name_taken" } };
    throw error;
  }
}

async function save(
  tx: Transaction,
  caller: Caller,
  integration: Integration,
  update: IntegrationUpdate,
): Promise<IntegrationResult> {
  const current = await lock(tx, integration);
  const next = merge(current, update);
  const identity = { id: next.id, name: next.name, teamId: next.team?.id ?? null };
  if (await store.isNameTaken(tx, identity)) return { kind: "refused", refusal: { reason: "name_taken" } };
  await store.updateIntegrationRow(tx, current.id, rowValues(next, update));
  const channels = update.defaultRoute?.channels;
  const route = await findDefaultRoute(tx, current);
  const defaultRoute = channels === undefined ? route : await updateChannels(tx, route, channels);
  const objectId = current.publicId;
  const detail = { ...update };
  await recordAudit(tx, { caller, action: "updated", objectType: "integration", objectId, detail });
  return { kind: "saved", integration: next, defaultRoute };
}

/**
 * Its URL stops answering, its name is free again, its alert groups stay.
 * @throws AppError `not_found` when it was deleted meanwhile
 */
export async function deleteIntegration(
  ctx: Context,
  caller: Caller,
  integration: Integration,
): Promise<void> {
  requireRole(caller, "admin");
  await ctx.db.transaction().execute(async (tx) => {
    if (!(await store.markIntegrationDeleted(tx, integration.id))) throw gone();
    await forgetRequestsOfIntegration(tx, integration.id);
    const objectId = integration.publicId;
    const detail = { name: integration.name };
    await recordAudit(tx, { caller, action: "deleted", objectType: "integration", objectId, detail });
  });
}

async function lock(tx: Transaction, integration: Integration): Promise<Integration> {
  const current = await store.lockIntegration(tx, integration.id);
  if (!current) throw gone();
  return current;
}

function merge(current: Integration, update: IntegrationUpdate): Integration {
  return {
    ...current,
    name: update.name ?? current.name,
    descriptionShort:
      update.descriptionShort === undefined ? current.descriptionShort : update.descriptionShort,
    team: update.team === undefined ? current.team : update.team,
    templates: applyTemplateChanges(current.templates, update.templates ?? {}),
    labels: [...(update.labels ?? current.labels)],
    dynamicLabels: [...(update.dynamicLabels ?? current.dynamicLabels)],
  };
}

function rowValues(next: Integration, update: IntegrationUpdate): store.IntegrationRowValues {
  const { name, descriptionShort, labels, dynamicLabels } = next;
  const row = { name, descriptionShort, teamId: next.team?.id ?? null, labels, dynamicLabels };
  return update.templates === undefined ? row : { ...row, templates: next.templates };
}

async function findDefaultRoute(tx: Transaction, integration: Integration): Promise<Route> {
  const route = (await findDefaultRoutes(tx, [integration.id])).get(integration.id);
  if (!route) throw new AppError("internal", "An integration without a default route.");
  return route;
}

function gone(): AppError {
  return new AppError("not_found", "The integration was deleted.");
}
