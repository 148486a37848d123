import { isTransient, type Transaction } from "../../platform/db/database.ts";
import { describeError } from "../../platform/errors.ts";
import type { IntegrationId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import { storableText } from "../../platform/storable-text.ts";
import { type GroupedAlert, groupAlerts } from "../alert-groups/index.ts";
import type { Context } from "../context.ts";
import { handledMessage } from "./handled.ts";
import { type InterpretedRequest, interpretRequest } from "./interpret-request.ts";
import { type HandledRow, markHandled } from "./kept-requests-store.ts";
import type { IntakeRow } from "./model.ts";
import { loadPlans, saveTemplateErrors } from "./plans-store.ts";
import * as store from "./store.ts";
import { type HandlingSpan, startHandlingSpan } from "./trace-handling.ts";

/** Delays before the next tries of a row that cannot be interpreted, in seconds; then it is parked. */
const retryDelaysSeconds = [1, 5, 30] as const;

export interface BatchOutcome {
  handled: number;
  /** How many alerts came to their groups. */
  alerts: number;
  /** Where the next claim should start, so that every integration gets its turn. */
  lastIntegration: IntegrationId;
}

interface InterpretedRow extends InterpretedRequest {
  row: IntakeRow;
  span: HandlingSpan | undefined;
}

/**
 * Claims a batch of received requests and carries it to its groups and outgoing events in one transaction. A row that
 * cannot be interpreted is tried again later, then parked; it holds up nobody.
 */
export async function handleIntakeBatch(
  ctx: Context,
  after: IntegrationId,
  limits: store.ClaimLimits,
): Promise<BatchOutcome> {
  const spans: HandlingSpan[] = [];
  let isCommitted = false;
  try {
    const outcome = await ctx.db.transaction().execute(async (tx) => {
      const { rows, now } = await store.claimIntake(tx, after, limits);
      if (rows.length === 0) return { handled: 0, alerts: 0, lastIntegration: 0 as IntegrationId };
      const interpreted = await interpretRows(ctx, tx, rows, spans);
      const group = rows.length > 1 ? groupRows : groupAlone;
      const alerts = await group(ctx, tx, interpreted, now);
      return { handled: rows.length, alerts, lastIntegration: rows.at(-1)?.integrationId ?? after };
    });
    isCommitted = true;
    ctx.metrics.alertsGrouped(outcome.alerts);
    if (outcome.handled > 0) ctx.wake.deliveries();
    return outcome;
  } finally {
    for (const span of spans) span.end(isCommitted);
  }
}

/** A single row that the database will not take is postponed like one that cannot be interpreted. */
async function groupAlone(
  ctx: Context,
  tx: Transaction,
  interpreted: readonly InterpretedRow[],
  now: Instant,
): Promise<number> {
  let grouped = 0;
  const error = await store.withSavepoint(tx, async () => {
    grouped = await groupRows(ctx, tx, interpreted, now);
  });
  if (error === undefined) return grouped;
  const [only] = interpreted;
  if (!only || isTransient(error)) throw error;
  only.span?.postponed();
  await postpone(ctx, tx, only.row, error);
  return 0;
}

async function interpretRows(
  ctx: Context,
  tx: Transaction,
  rows: readonly IntakeRow[],
  spans: HandlingSpan[],
): Promise<InterpretedRow[]> {
  const plans = await loadPlans(tx, [...new Set(rows.map((row) => row.integrationId))]);
  const interpreted: InterpretedRow[] = [];
  for (const row of rows) {
    const plan = plans.get(row.integrationId);
    const span = ctx.tracer && startHandlingSpan(ctx.tracer, row, plan);
    if (span) spans.push(span);
    try {
      const read = interpretRequest(ctx, plan, row);
      interpreted.push({ row, span, ...(span?.take(read) ?? read) });
    } catch (error) {
      span?.postponed();
      await postpone(ctx, tx, row, error);
    }
  }
  return interpreted;
}

async function postpone(ctx: Context, tx: Transaction, row: IntakeRow, error: unknown): Promise<void> {
  const retryInSeconds = retryDelaysSeconds[row.tries] ?? null;
  const message = describeError(error);
  await store.postponeIntake(tx, { id: row.id, error: storableText(message), retryInSeconds });
  ctx.log.error(
    { intake: row.id, integration: row.integrationId, tries: row.tries + 1, error: message },
    "request not interpreted",
  );
}

async function groupRows(
  ctx: Context,
  tx: Transaction,
  interpreted: readonly InterpretedRow[],
  now: Instant,
): Promise<number> {
  if (interpreted.length === 0) return 0;
  const alerts = interpreted.flatMap(({ alerts: found }) => found);
  const placed = alerts.length > 0 ? await groupAlerts(ctx, tx, alerts, now) : [];
  const failures = alerts.flatMap(({ integrationId, draft }) =>
    draft.failures
      .slice(0, 1)
      .map(({ slot, message }) => ({ integrationId, slot, message: storableText(message) })),
  );
  if (failures.length > 0) await saveTemplateErrors(tx, lastOfEach(failures));
  const handled = withPlaces(interpreted, placed);
  await markHandled(tx, handled.map(toHandledRow));
  for (const { row, places, span } of handled) {
    span?.placed(places);
    if (row.isAwaited) await store.notifyHandled(tx, handledMessage(row.id, places));
  }
  return placed.length;
}

interface HandledRequest extends InterpretedRow {
  /** Where each of its alerts came to. */
  places: (GroupedAlert | null)[];
}

function withPlaces(
  interpreted: readonly InterpretedRow[],
  placed: readonly (GroupedAlert | null)[],
): HandledRequest[] {
  let at = 0;
  return interpreted.map((one) => {
    const places = placed.slice(at, at + one.alerts.length);
    at += one.alerts.length;
    return { ...one, places };
  });
}

const toldGroups = 100;

function toHandledRow({ row, alerts, ignored, places }: HandledRequest): HandledRow {
  const groups = [...new Set(places.flatMap((place) => (place ? [place.groupPublicId] : [])))];
  const outcome = {
    alerts: alerts.length,
    groups: groups.slice(0, toldGroups),
    ...(groups.length > toldGroups ? { hasMoreGroups: true as const } : {}),
    ...(ignored === undefined ? {} : { note: ignored }),
  };
  return { id: row.id, integrationId: row.integrationId, outcome };
}

function lastOfEach<Failure extends { integrationId: IntegrationId }>(
  failures: readonly Failure[],
): Failure[] {
  return [...new Map(failures.map((failure) => [failure.integrationId, failure])).values()];
}
