import { z } from "zod";
import {
  findGroupDetail,
  findGroupIdByPublicId,
  listGroupAlerts,
  listTimeline,
} from "../../core/alert-groups/detail-store.ts";
import {
  countGroupsByStatus,
  type GroupListFilter,
  listGroupSummaries,
} from "../../core/alert-groups/list-store.ts";
import { findIntegrationRowId } from "../../core/alert-groups/search-store.ts";
import type { Context } from "../../core/context.ts";
import { listPendingDeliveries, searchAttempts } from "../../core/outgoing-webhooks/group-delivery-store.ts";
import { AppError } from "../../platform/errors.ts";
import type { AlertGroupId } from "../../platform/ids.ts";
import { lookOf } from "../group-look.ts";
import { type Api, callerOf } from "./access.ts";
import {
  alert,
  groupDeliveries,
  groupDetail,
  groupSummary,
  presentAlert,
  presentDetail,
  presentPending,
  presentSummary,
  presentTimelineEntry,
  timelineEntry,
} from "./alert-group-schemas.ts";
import { presentAttempt } from "./attempt-schemas.ts";
import { pageById, pageBySource, pageByTime } from "./paging.ts";
import { failures, groupStatus, idParams, pageOf, pageQuery, publicId } from "./schemas.ts";

const tags = ["Alert groups"];
const shownDeliveries = 100;

const countLimit = 1000;
const maxLabels = 10;
const maxIds = 200;

const labelPair = z
  .string()
  .max(500)
  .regex(/^[^=]+=/, "Write a label as key=value.");

const filterQuery = z.object({
  integration: publicId.optional().describe("Id of an integration, deleted ones included."),
  q: z.string().trim().min(1).max(200).optional().describe("Part of the title; case does not matter."),
  label: z
    .union([labelPair, z.array(labelPair).max(maxLabels)])
    .optional()
    .describe("`key=value`; given several times, all of them must be there."),
});

const listQuery = pageQuery.extend(filterQuery.shape).extend({
  status: z
    .union([groupStatus, z.array(groupStatus).max(groupStatus.options.length)])
    .optional()
    .describe("Given several times, any of them."),
  id: z
    .union([publicId, z.array(publicId).max(maxIds)])
    .optional()
    .describe("Given several times, any of them: to see what became of groups that are known."),
});

const count = z.int().min(0).max(countLimit);
const groupCounts = z
  .object({ firing: count, acknowledged: count, silenced: count, resolved: count })
  .describe(`Counted up to ${countLimit}: that number stands for as many or more.`);

export function registerAlertGroups(api: Api, ctx: Context): void {
  api.get(
    "/alert-groups",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "List alert groups",
        querystring: listQuery,
        response: { 200: pageOf(groupSummary), ...failures },
      },
    },
    async (request) => {
      const filter = await toFilter(ctx, request.query);
      if (!filter) return { items: [], next_cursor: null };
      return pageByTime(request.query, (slice) => listGroupSummaries(ctx.db, filter, slice), {
        atOf: (group) => group.startedAt,
        present: (group) => presentSummary(ctx.publicUrl, group),
      });
    },
  );
  api.get(
    "/alert-groups/:id",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "Get an alert group",
        params: idParams,
        response: { 200: groupDetail, ...failures },
      },
    },
    (request) => readGroup(ctx, request.params.id),
  );
  registerCounts(api, ctx);
  registerParts(api, ctx);
}

function registerCounts(api: Api, ctx: Context): void {
  api.get(
    "/alert-groups/counts",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "Count alert groups by state",
        querystring: filterQuery,
        response: { 200: groupCounts, ...failures },
      },
    },
    async (request) => {
      const filter = await toFilter(ctx, request.query);
      if (!filter) return { firing: 0, acknowledged: 0, silenced: 0, resolved: 0 };
      return countGroupsByStatus(ctx.db, filter, countLimit);
    },
  );
}

/** What a group consists of; each list by itself, since each may be long. */
function registerParts(api: Api, ctx: Context): void {
  api.get(
    "/alert-groups/:id/alerts",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "List the alerts of a group; a page of large ones is shorter than asked for",
        params: idParams,
        querystring: pageQuery,
        response: { 200: pageOf(alert), ...failures },
      },
    },
    async (request) => {
      const groupId = await findId(ctx, request.params.id);
      return pageBySource(request.query, (slice) => listGroupAlerts(ctx.db, groupId, slice), presentAlert);
    },
  );
  api.get(
    "/alert-groups/:id/timeline",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "List what happened to a group, by whom and why",
        params: idParams,
        querystring: pageQuery,
        response: { 200: pageOf(timelineEntry), ...failures },
      },
    },
    async (request) => {
      const groupId = await findId(ctx, request.params.id);
      return pageById(request.query, (slice) => listTimeline(ctx.db, groupId, slice), presentTimelineEntry);
    },
  );
  api.get(
    "/alert-groups/:id/deliveries",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "Show what outgoing webhooks were told of a group",
        params: idParams,
        response: { 200: groupDeliveries, ...failures },
      },
    },
    async (request) => {
      const groupId = await findId(ctx, request.params.id);
      const caller = callerOf(request);
      const pending = await listPendingDeliveries(
        ctx.db,
        { kind: "alert group", id: groupId },
        shownDeliveries,
      );
      const slice = { before: undefined, limit: shownDeliveries };
      const attempts = await searchAttempts(ctx.db, { groupId }, slice);
      return {
        pending: pending.map(presentPending),
        attempts: attempts.map((row) => presentAttempt(caller, row)),
      };
    },
  );
}

/** @throws AppError `not_found` */
export async function readGroup(ctx: Context, id: string): Promise<z.output<typeof groupDetail>> {
  const group = await findGroupDetail(ctx.db, id);
  if (!group) throw noSuchGroup();
  return presentDetail(ctx.publicUrl, group, lookOf(ctx, group));
}

async function findId(ctx: Context, id: string): Promise<AlertGroupId> {
  const found = await findGroupIdByPublicId(ctx.db, id);
  if (found === undefined) throw noSuchGroup();
  return found;
}

function noSuchGroup(): AppError {
  return new AppError("not_found", "There is no such alert group.");
}

/** Undefined when nothing can match. */
async function toFilter(
  ctx: Context,
  { status, integration, q: text, label, id }: Partial<z.output<typeof listQuery>>,
): Promise<GroupListFilter | undefined> {
  const statuses = status === undefined ? undefined : [...new Set([status].flat())];
  const publicIds = id === undefined ? undefined : [id].flat();
  const filter = { statuses, text, publicIds, labels: [label ?? []].flat().map(toLabel) };
  if (integration === undefined) return filter;
  const integrationId = await findIntegrationRowId(ctx.db, integration);
  return integrationId && { ...filter, integrationId };
}

function toLabel(pair: string): { key: string; value: string } {
  const at = pair.indexOf("=");
  return { key: pair.slice(0, at), value: pair.slice(at + 1) };
}
