import type { Transaction } from "../../platform/db/database.ts";
import { AppError } from "../../platform/errors.ts";
import {
  type AlertGroupId,
  type IntegrationId,
  newIntegrationToken,
  newPublicId,
} from "../../platform/ids.ts";
import type { Actor } from "../alert-groups/index.ts";
import { groupAlerts, performActionIn } from "../alert-groups/index.ts";
import { readClock } from "../alert-groups/store.ts";
import type { Context } from "../context.ts";
import { interpretRequest } from "../intake/interpret-request.ts";
import { loadPlans } from "../intake/plans-store.ts";
import { collectingType, type Integration } from "../integrations/model.ts";
import { insertIntegration, lockIntegration } from "../integrations/store.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import { insertDefaultRoute } from "../routes/index.ts";
import { findCollectingIntegration } from "./collecting-store.ts";
import type { MaintenanceMode, MaintenanceWindow } from "./model.ts";
import * as windows from "./window-store.ts";

export interface MaintenanceInput {
  mode: MaintenanceMode;
  /** How long it lasts; it ends at once when this is not positive. */
  seconds: number;
}

/**
 * Begins a time in which new groups of the integration page nobody. In mode `maintenance` they are attached to a group
 * that collects them.
 * @returns false when the integration is in such a time already
 * @throws AppError `not_found` when it was deleted meanwhile
 */
export async function startMaintenance(
  ctx: Context,
  caller: Caller,
  integration: Integration,
  { mode, seconds }: MaintenanceInput,
): Promise<boolean> {
  requireRole(caller, "admin");
  const isStarted = await ctx.db.transaction().execute(async (tx) => {
    if (!(await lockIntegration(tx, integration.id)))
      throw new AppError("not_found", "The integration was deleted.");
    const over = await windows.removeOverdue(tx, integration.id);
    if (over) await resolveCollecting(ctx, tx, over, { kind: "system" });
    if ((await windows.findWindows(tx, [integration.id])).size > 0) return false;
    const groupId = mode === "maintenance" ? await openCollecting(ctx, tx, integration, seconds) : null;
    await windows.insertWindow(tx, { integrationId: integration.id, mode, seconds, groupId });
    const detail = { mode, seconds };
    await audit(tx, caller, integration, { action: "maintenance started", detail });
    return true;
  });
  ctx.wake.timers();
  ctx.wake.deliveries();
  return isStarted;
}

/** Ends it, if it goes on; the collecting group and those attached to it are resolved. */
export async function stopMaintenance(ctx: Context, caller: Caller, integration: Integration): Promise<void> {
  requireRole(caller, "admin");
  await ctx.db.transaction().execute(async (tx) => {
    const window = await windows.removeWindow(tx, integration.id);
    if (!window) return;
    await resolveCollecting(ctx, tx, window, { kind: "user", userId: caller.user?.id ?? null });
    await audit(tx, caller, integration, { action: "maintenance stopped", detail: {} });
  });
  ctx.wake.deliveries();
}

const endedAtOnce = 100;

/** Ends those whose time is over. @returns seconds until the next one, or null when there is none */
export async function endDueMaintenance(ctx: Context): Promise<number | null> {
  const overdue = await windows.findOverdue(ctx.db, endedAtOnce);
  for (const id of overdue) {
    await ctx.db.transaction().execute(async (tx) => {
      const window = await windows.removeOverdue(tx, id);
      if (window) await resolveCollecting(ctx, tx, window, { kind: "system" });
    });
  }
  if (overdue.length > 0) ctx.wake.deliveries();
  return windows.findNextEnd(ctx.db);
}

/** A group that a person has resolved, or that was deleted, is no obstacle. */
async function resolveCollecting(
  ctx: Context,
  tx: Transaction,
  { groupId }: MaintenanceWindow,
  actor: Actor,
): Promise<void> {
  if (groupId === null) return;
  await performActionIn(ctx, tx, {
    groupId,
    action: { kind: "resolve" },
    actor,
    reason: "the maintenance ended",
  });
}

async function openCollecting(
  ctx: Context,
  tx: Transaction,
  integration: Integration,
  seconds: number,
): Promise<AlertGroupId> {
  const id =
    (await findCollectingIntegration(tx, integration.team?.id ?? null)) ??
    (await makeCollectingIntegration(tx, integration));
  const payload = {
    title: `Maintenance of ${integration.name} for ${seconds}`,
    message: `Collects the alert groups of ${integration.name} that are made meanwhile.`,
  };
  const request = {
    contentType: "application/json",
    body: Buffer.from(JSON.stringify(payload)),
    request: null,
  };
  const { alerts } = interpretRequest(ctx, (await loadPlans(tx, [id])).get(id), request);
  const { now } = await readClock(tx, 0);
  const [placed] = await groupAlerts(ctx, tx, alerts, now);
  if (!placed) throw new AppError("internal", "A collecting group was not made.");
  return placed.groupId;
}

const nameTries = 100;

/** Hidden from lists; its name must only not stand in the way of those that people give. */
async function makeCollectingIntegration(tx: Transaction, { team }: Integration): Promise<IntegrationId> {
  for (let number = 1; number <= nameTries; number += 1) {
    const id = await insertIntegration(tx, {
      publicId: newPublicId("integration"),
      token: newIntegrationToken(),
      type: collectingType,
      name: `Maintenance (collecting groups${number === 1 ? "" : ` ${number}`})`,
      descriptionShort: null,
      teamId: team?.id ?? null,
      templates: {},
      labels: [],
      dynamicLabels: [],
    });
    if (id === undefined) continue;
    await insertDefaultRoute(tx, id, undefined);
    return id;
  }
  throw new AppError("internal", "No name is free for the collecting integration.");
}

async function audit(
  tx: Transaction,
  caller: Caller,
  { publicId }: Integration,
  { action, detail }: { action: string; detail: Record<string, unknown> },
): Promise<void> {
  await recordAudit(tx, { caller, action, objectType: "integration", objectId: publicId, detail });
}
