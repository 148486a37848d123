import { z } from "zod";
import type { Context } from "../../core/context.ts";
import {
  addNote,
  attachGroups,
  detachGroup,
  listIncidentAttachments,
  listIncidentTimeline,
} from "../../core/incidents/index.ts";
import { listPendingDeliveries, searchAttempts } from "../../core/outgoing-webhooks/group-delivery-store.ts";
import { type Api, callerOf } from "./access.ts";
import { groupDeliveries, presentPending } from "./alert-group-schemas.ts";
import { presentAttempt } from "./attempt-schemas.ts";
import {
  incidentAttachment,
  incidentDetail,
  incidentTimelineEntry,
  newGroups,
  newNote,
  presentAttachment,
  presentIncidentEntry,
} from "./incident-schemas.ts";
import { findExisting, readIncident } from "./incidents.ts";
import { pageById } from "./paging.ts";
import { failures, idParams, nothing, pageOf, pageQuery, publicId } from "./schemas.ts";

const tags = ["Incidents"];
const shownDeliveries = 100;
const groupParams = z.object({ id: publicId, groupId: publicId });

/** What belongs to an incident; each list by itself, since each may be long. */
export function registerIncidentParts(api: Api, ctx: Context): void {
  registerHistory(api, ctx);
  registerGroups(api, ctx);
}

function registerHistory(api: Api, ctx: Context): void {
  api.get(
    "/incidents/:id/timeline",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "List what happened to an incident, and by whom",
        params: idParams,
        querystring: pageQuery,
        response: { 200: pageOf(incidentTimelineEntry), ...failures },
      },
    },
    async (request) => {
      const { id } = await findExisting(ctx, request.params.id);
      return pageById(
        request.query,
        (slice) => listIncidentTimeline(ctx.db, id, slice),
        presentIncidentEntry,
      );
    },
  );
  api.post(
    "/incidents/:id/notes",
    {
      config: { role: "responder" },
      schema: {
        tags,
        summary: "Write a note into the timeline of an incident",
        params: idParams,
        body: newNote,
        response: { 204: nothing, ...failures },
      },
    },
    async (request, reply) => {
      await addNote(ctx, callerOf(request), request.params.id, request.body.text);
      return reply.code(204).send(null);
    },
  );
  api.get(
    "/incidents/:id/attachments",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "List what an incident was declared with: the webhook's request, a link to its context",
        params: idParams,
        response: { 200: z.object({ items: z.array(incidentAttachment) }), ...failures },
      },
    },
    async (request) => {
      const { id } = await findExisting(ctx, request.params.id);
      return { items: (await listIncidentAttachments(ctx.db, id)).map(presentAttachment) };
    },
  );
}

function registerGroups(api: Api, ctx: Context): void {
  api.post(
    "/incidents/:id/alert-groups",
    {
      config: { role: "responder" },
      schema: {
        tags,
        summary: "Attach alert groups to an incident",
        params: idParams,
        body: newGroups,
        response: { 200: incidentDetail, ...failures },
      },
    },
    async (request) => {
      const { params, body } = request;
      await attachGroups(ctx, callerOf(request), params.id, body.alert_group_ids);
      return readIncident(ctx, params.id);
    },
  );
  api.delete(
    "/incidents/:id/alert-groups/:groupId",
    {
      config: { role: "responder" },
      schema: {
        tags,
        summary: "Take an alert group off an incident",
        params: groupParams,
        response: { 200: incidentDetail, ...failures },
      },
    },
    async (request) => {
      const { id, groupId } = request.params;
      await detachGroup(ctx, callerOf(request), id, groupId);
      return readIncident(ctx, id);
    },
  );
  api.get(
    "/incidents/:id/deliveries",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "Show what outgoing webhooks were told of an incident",
        params: idParams,
        response: { 200: groupDeliveries, ...failures },
      },
    },
    async (request) => {
      const { id } = await findExisting(ctx, request.params.id);
      const caller = callerOf(request);
      const pending = await listPendingDeliveries(ctx.db, { kind: "incident", id }, shownDeliveries);
      const slice = { before: undefined, limit: shownDeliveries };
      const attempts = await searchAttempts(ctx.db, { incidentId: id }, slice);
      return {
        pending: pending.map(presentPending),
        attempts: attempts.map((row) => presentAttempt(caller, row)),
      };
    },
  );
}
