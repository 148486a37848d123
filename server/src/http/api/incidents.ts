import { z } from "zod";
import { findGroupIdByPublicId } from "../../core/alert-groups/detail-store.ts";
import type { Context } from "../../core/context.ts";
import {
  changeIncident,
  declareIncident,
  findIncident,
  type Incident,
  type IncidentFilter,
  type IncidentUpdate,
  listAttachedGroups,
  listIncidents,
  pendingSeverity,
} from "../../core/incidents/index.ts";
import { AppError } from "../../platform/errors.ts";
import { type Api, callerOf } from "./access.ts";
import {
  incidentChange,
  incidentDetail,
  incidentStatus,
  incidentSummary,
  newIncident,
  presentIncident,
  presentIncidentDetail,
} from "./incident-schemas.ts";
import { pageByTime } from "./paging.ts";
import { failures, idParams, pageOf, pageQuery, publicId } from "./schemas.ts";

const tags = ["Incidents"];

const listQuery = pageQuery.extend({
  status: incidentStatus.optional(),
  is_drill: z.stringbool().optional(),
  severity: z.string().trim().min(1).max(100).optional().describe("Case does not matter."),
  label: z.string().min(1).max(200).optional().describe("One of its labels, exactly."),
  alert_group: publicId.optional().describe("Id of an alert group that is attached."),
  q: z.string().trim().min(1).max(200).optional().describe("Part of the title; case does not matter."),
});

/** Incidents: declaring, changing, resolving, taking up again. */
export function registerIncidents(api: Api, ctx: Context): void {
  api.get(
    "/incidents",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "List incidents",
        querystring: listQuery,
        response: { 200: pageOf(incidentSummary), ...failures },
      },
    },
    async (request) => {
      const filter = await toFilter(ctx, request.query);
      if (!filter) return { items: [], next_cursor: null };
      return pageByTime(request.query, (slice) => listIncidents(ctx.db, filter, slice), {
        atOf: (incident) => incident.declaredAt,
        present: (incident) => presentIncident(ctx.publicUrl, incident),
      });
    },
  );
  api.post(
    "/incidents",
    {
      config: { role: "responder" },
      schema: {
        tags,
        summary: "Declare an incident",
        body: newIncident,
        response: { 201: incidentDetail, ...failures },
      },
    },
    async (request, reply) => {
      const { title, status, labels, is_drill: isDrill, room_prefix: roomPrefix } = request.body;
      const severity = request.body.severity ?? pendingSeverity;
      const incident = await declareIncident(ctx, callerOf(request), {
        settings: { title, severity, status, isDrill, labels, roomPrefix },
        how: "declared through the API",
        groupIds: request.body.alert_group_ids,
      });
      return reply.code(201).send(await present(ctx, incident));
    },
  );
  api.get(
    "/incidents/:id",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "Get an incident",
        params: idParams,
        response: { 200: incidentDetail, ...failures },
      },
    },
    (request) => readIncident(ctx, request.params.id),
  );
  registerChanges(api, ctx);
}

const statusChanges = [
  { verb: "resolve", status: "resolved", summary: "Resolve an incident" },
  { verb: "reopen", status: "active", summary: "Take up a resolved incident again" },
] as const;

function registerChanges(api: Api, ctx: Context): void {
  api.patch(
    "/incidents/:id",
    {
      config: { role: "responder" },
      schema: {
        tags,
        summary: "Change an incident; what is absent stays as it is",
        params: idParams,
        body: incidentChange,
        response: { 200: incidentDetail, ...failures },
      },
    },
    async (request) => {
      const { is_drill: isDrill, room_prefix: roomPrefix, ...rest } = request.body;
      const update: IncidentUpdate = { ...rest, isDrill, roomPrefix };
      const why = "asked for through the API";
      const changed = await changeIncident(ctx, callerOf(request), request.params.id, { update, why });
      return present(ctx, changed);
    },
  );
  for (const { verb, status, summary } of statusChanges) {
    api.post(
      `/incidents/:id/${verb}`,
      {
        config: { role: "responder" },
        schema: { tags, summary, params: idParams, response: { 200: incidentDetail, ...failures } },
      },
      async (request) => {
        const change = { update: { status }, why: "asked for through the API" };
        return present(ctx, await changeIncident(ctx, callerOf(request), request.params.id, change));
      },
    );
  }
}

/** @throws AppError `not_found` */
export async function readIncident(ctx: Context, id: string): Promise<z.output<typeof incidentDetail>> {
  return present(ctx, await findExisting(ctx, id));
}

/** @throws AppError `not_found` */
export async function findExisting(ctx: Context, id: string): Promise<Incident> {
  const incident = await findIncident(ctx.db, id);
  if (!incident) throw new AppError("not_found", "There is no such incident.");
  return incident;
}

async function present(ctx: Context, incident: Incident): Promise<z.output<typeof incidentDetail>> {
  return presentIncidentDetail(ctx.publicUrl, incident, await listAttachedGroups(ctx.db, incident.id));
}

/** Undefined when nothing can match. */
async function toFilter(
  ctx: Context,
  query: z.output<typeof listQuery>,
): Promise<IncidentFilter | undefined> {
  const { status, is_drill: isDrill, severity, label, q: text, alert_group: group } = query;
  if (group === undefined) return { status, isDrill, severity, label, text };
  const groupId = await findGroupIdByPublicId(ctx.db, group);
  return groupId && { status, isDrill, severity, label, text, groupId };
}
