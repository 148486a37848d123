import { z } from "zod";
import type { Context } from "../../core/context.ts";
import {
  findKeptRequest,
  type KeptRequestRow,
  keptRequests,
  listKeptRequests,
} from "../../core/intake/kept-requests-store.ts";
import { type Replay, type ReplayedAlert, replayRequest } from "../../core/intake/replay.ts";
import type { IntegrationModule } from "../../core/integrations/registry.ts";
import { AppError } from "../../platform/errors.ts";
import type { Api } from "./access.ts";
import { requireIntegration } from "./integrations.ts";
import {
  keptRequest,
  presentKeptRequest,
  presentRequestParts,
  requestParts,
} from "./present-kept-request.ts";
import { failures, idParams, instant, publicId } from "./schemas.ts";

const tags = ["Integrations"];
const shownBytes = 65_536;
const refusedPrefix = "refused-";

/** Ids of requests that were refused have a prefix: they are counted for themselves. */
export const requestId = z.string().regex(/^(?:refused-)?\d{1,15}$/);

const lastRequest = keptRequest
  .extend({
    id: z.string(),
    state: z.enum(["waiting", "parked", "handled", "refused"]),
    is_own: z.boolean().describe("Not received: the server's own alert about a heartbeat."),
    ...requestParts.shape,
    reason: z.string().nullable().describe("Why it was refused or could not be interpreted."),
    handled_at: instant.nullable(),
    outcome: z
      .object({
        alerts: z.int(),
        alert_groups: z.array(publicId).describe("The first hundred groups its alerts came to."),
        note: z.string().nullable().describe("Why alerts in it were left out."),
      })
      .nullable(),
  })
  .meta({ id: "LastRequest" });

const replayedAlert = z.object({
  title: z.string(),
  grouping_key: z.string().nullable().describe("What the template rendered; null: a group of its own."),
  is_resolve_signal: z.boolean(),
  is_acknowledge_signal: z.boolean(),
  route: z.object({ id: publicId, is_default: z.boolean(), reason: z.string() }),
  template_failures: z.array(z.object({ slot: z.string(), message: z.string() })),
  outcome: z.enum(["triggered", "deduplicated", "acknowledged", "resolved", "noted"]).nullable(),
  alert_group_id: publicId.nullable().describe("The group it would join."),
  new_group: z.int().nullable().describe("Which of the groups that the request would open, from 1."),
});

const replay = z
  .discriminatedUnion("result", [
    z.object({ result: z.literal("refused"), reason: z.string() }),
    z.object({
      result: z.literal("interpreted"),
      note: z.string().nullable().describe("Why alerts in it would be left out."),
      alerts: z.array(replayedAlert),
    }),
  ])
  .meta({ id: "Replay" });

/** The last requests of an integration, and what they would do now. */
export function registerLastRequests(api: Api, ctx: Context): void {
  api.get(
    "/integrations/:id/requests",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: `List the last ${keptRequests} requests, refused ones included`,
        params: idParams,
        response: { 200: z.object({ items: z.array(lastRequest) }), ...failures },
      },
    },
    async (request) => {
      const { id, type } = await requireIntegration(ctx, request.params.id);
      const rows = await listKeptRequests(ctx.db, id, shownBytes);
      const module = ctx.integrationTypes.find(type);
      return { items: rows.map((row) => present(module, row)) };
    },
  );
  api.post(
    "/integrations/:id/requests/:request/replay",
    {
      config: { role: "responder" },
      schema: {
        tags,
        summary: "Tell what a request would do now; nothing is done",
        params: idParams.extend({ request: requestId }),
        response: { 200: replay, ...failures },
      },
    },
    async (request) => {
      const integration = await requireIntegration(ctx, request.params.id);
      const found = await findKeptRequest(ctx.db, integration.id, readRequestId(request.params.request));
      if (!found) throw new AppError("not_found", "The request is not among the last ones.");
      return presentReplay(await replayRequest(ctx, integration, found));
    },
  );
}

export function readRequestId(text: string): { id: number; isRefused: boolean } {
  const isRefused = text.startsWith(refusedPrefix);
  return { id: Number(isRefused ? text.slice(refusedPrefix.length) : text), isRefused };
}

function present(module: IntegrationModule | undefined, row: KeptRequestRow): z.output<typeof lastRequest> {
  const { outcome, reason } = row;
  return {
    ...presentKeptRequest(module, { ...row, reason: "" }),
    ...presentRequestParts(row.request),
    id: `${row.state === "refused" ? refusedPrefix : ""}${row.id}`,
    state: row.state,
    is_own: row.request?.injected !== undefined,
    reason,
    handled_at: row.handledAt,
    outcome: outcome && { alerts: outcome.alerts, alert_groups: outcome.groups, note: outcome.note ?? null },
  };
}

function presentReplay(result: Replay): z.output<typeof replay> {
  if (result.kind === "refused") return { result: "refused", reason: result.reason };
  return { result: "interpreted", note: result.ignored ?? null, alerts: result.alerts.map(presentAlert) };
}

function presentAlert({
  draft,
  outcome,
  groupPublicId,
  newGroup,
}: ReplayedAlert): z.output<typeof replayedAlert> {
  return {
    title: draft.title,
    grouping_key: draft.groupingText,
    is_resolve_signal: draft.isResolve,
    is_acknowledge_signal: draft.isAcknowledge,
    route: { id: draft.route.publicId, is_default: draft.route.isDefault, reason: draft.routeReason },
    template_failures: draft.failures,
    outcome,
    alert_group_id: groupPublicId,
    new_group: newGroup,
  };
}
