import { AppError, describeError } from "../../platform/errors.ts";
import type { Instant } from "../../platform/instant.ts";
import type { Context } from "../context.ts";
import type { Integration } from "../integrations/index.ts";
import type { AlertPayload, IntegrationExample, IntegrationModule } from "../integrations/registry.ts";
import { plainTextAsJson } from "./body.ts";
import { toRequest } from "./example-request.ts";
import { type ReadRequest, readRequest } from "./interpret-request.ts";
import { listTakenRequests } from "./kept-requests-store.ts";
import type { IntakeRow, IntegrationPlan } from "./model.ts";
import { loadPlans } from "./plans-store.ts";
import { createTrialBudget, type TrialBudget } from "./trial-budget.ts";

/** What something that is not stored yet would do with the last requests of an integration; nothing is stored. */
export interface Trial<Alert> {
  /** Examples of the integration's type stand in while it has no request. */
  source: "requests" | "examples";
  requests: TriedRequest<Alert>[];
}

export interface TriedRequest<Alert> {
  /** Null for an example. */
  id: number | null;
  name: string;
  receivedAt: Instant | null;
  result:
    | { kind: "interpreted"; alerts: Alert[]; moreAlerts: number; ignored: string | undefined }
    | { kind: "unreadable" | "not_tried"; reason: string };
}

/** What trying needs: `tryAlert` gives undefined when the time is used up. */
export interface TrialOf<Alert> {
  /** Bounds the work when one alert costs much. */
  maxAlerts: number;
  tryAlert(subject: TrialSubject, budget: TrialBudget): Promise<Alert | undefined>;
}

export interface TrialSubject {
  plan: IntegrationPlan;
  module: IntegrationModule;
  payload: AlertPayload;
}

export const triedRequests = 20;
export const triedAlertsPerRequest = 10;
const triedAlerts = 100;
const maxBodyBytes = 262_144;
const timeIsUp = "The trial took too long and stopped here: the templates are slow on these payloads.";

interface Candidate extends Pick<IntakeRow, "contentType" | "body" | "request"> {
  id: number | null;
  name: string;
  receivedAt: Instant | null;
  isTooLong: boolean;
}

/** Tries on the last requests, newest first, within bounds of count, size and time. */
export async function tryOnRequests<Alert>(
  ctx: Context,
  integration: Integration,
  trial: TrialOf<Alert>,
): Promise<Trial<Alert>> {
  const plans = await ctx.db.transaction().execute((tx) => loadPlans(tx, [integration.id]));
  const plan = plans.get(integration.id);
  if (!plan) throw new AppError("not_found", "The integration was deleted.");
  const taken = await findTaken(ctx, integration);
  const candidates = taken.length > 0 ? taken : examplesOf(ctx.integrationTypes.find(integration.type));
  const run = { ctx, plan, trial, budget: createTrialBudget() };
  const requests: TriedRequest<Alert>[] = [];
  let left = Math.min(triedAlerts, trial.maxAlerts);
  for (const candidate of candidates) {
    const { id, name, receivedAt } = candidate;
    const result = await tryCandidate(run, candidate, left);
    requests.push({ id, name, receivedAt, result });
    if (result.kind === "interpreted") left -= result.alerts.length;
  }
  return { source: taken.length > 0 ? "requests" : "examples", requests };
}

interface Run<Alert> {
  ctx: Context;
  plan: IntegrationPlan;
  trial: TrialOf<Alert>;
  budget: TrialBudget;
}

async function tryCandidate<Alert>(
  { ctx, plan, trial, budget }: Run<Alert>,
  candidate: Candidate,
  left: number,
): Promise<TriedRequest<Alert>["result"]> {
  if (candidate.isTooLong) return { kind: "not_tried", reason: `It is longer than ${maxBodyBytes} bytes.` };
  if (left <= 0) return { kind: "not_tried", reason: "There are enough alerts in the newer requests." };
  const read = readSafely(ctx, plan, candidate);
  if ("reason" in read) return { kind: "unreadable", reason: read.reason };
  const { module } = read;
  const alerts: Alert[] = [];
  for (const payload of read.alerts.slice(0, Math.min(triedAlertsPerRequest, left))) {
    const tried = (await budget.goOn()) ? await trial.tryAlert({ plan, module, payload }, budget) : undefined;
    if (tried === undefined) return { kind: "not_tried", reason: timeIsUp };
    alerts.push(tried);
  }
  const moreAlerts = read.alerts.length - alerts.length;
  return { kind: "interpreted", alerts, moreAlerts, ignored: read.ignored };
}

function readSafely(
  ctx: Context,
  plan: IntegrationPlan,
  candidate: Candidate,
): ReadRequest | { reason: string } {
  try {
    return readRequest(ctx, plan, { ...candidate, ...plainTextAsJson(candidate) });
  } catch (error) {
    return { reason: describeError(error) };
  }
}

async function findTaken(ctx: Context, { id: integrationId }: Integration): Promise<Candidate[]> {
  const bounds = { count: triedRequests, shownBytes: maxBodyBytes };
  const rows = await listTakenRequests(ctx.db, integrationId, bounds);
  return rows.map(({ id, receivedAt, contentType, body, request, bodyBytes }) => {
    const isTooLong = bodyBytes > maxBodyBytes;
    return { id, name: `Request ${id}`, receivedAt, contentType, body, request, isTooLong };
  });
}

const alertingExamples = new Set<IntegrationExample["kind"]>([
  "opening",
  "repeated",
  "acknowledging",
  "resolving",
]);

function examplesOf(module: IntegrationModule | undefined): Candidate[] {
  const examples = module?.examples.filter(({ kind }) => alertingExamples.has(kind)) ?? [];
  return examples.slice(0, triedRequests).map((example) => {
    return { ...toRequest(example), id: null, name: example.name, receivedAt: null, isTooLong: false };
  });
}
