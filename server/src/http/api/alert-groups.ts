import { z } from "zod";
import {
  findGroupDetail,
  findGroupIdByPublicId,
  type GroupListFilter,
  listGroupAlerts,
  listGroupSummaries,
  listTimeline,
} from "../../core/alert-groups/detail-store.ts";
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

const listQuery = pageQuery.extend({
  status: groupStatus.optional(),
  integration: publicId.optional().describe("Id of an integration, deleted ones included."),
  q: z.string().trim().min(1).max(200).optional().describe("Part of the title; case does not matter."),
});

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
  registerParts(api, ctx);
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
  query: z.output<typeof listQuery>,
): Promise<GroupListFilter | undefined> {
  const { status, integration: integrationPublicId, q: text } = query;
  if (integrationPublicId === undefined) return { status, text };
  const integrationId = await findIntegrationRowId(ctx.db, integrationPublicId);
  return integrationId && { status, text, integrationId };
}
