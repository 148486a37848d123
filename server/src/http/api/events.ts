import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { findIncident } from "../../core/incidents/index.ts";
import { listPastEvents, type PastEvent } from "../../core/outgoing-webhooks/preview-store.ts";
import { AppError } from "../../platform/errors.ts";
import type { Api } from "./access.ts";
import { pageById } from "./paging.ts";
import { readGroup } from "./read-group.ts";
import { failures, instant, pageOf, pageQuery, publicId } from "./schemas.ts";

const event = z
  .object({
    id: z.int(),
    type: z.string(),
    at: instant,
    sequence: z
      .int()
      .describe("Number of the event within its alert group or incident, or among those about the server."),
    title: z.string().describe("Of the alert group, incident or webhook, as it was then; may be empty."),
    alert_group_id: publicId.nullable(),
    incident_id: publicId.nullable(),
  })
  .meta({ id: "Event" });

const query = pageQuery.extend({
  alert_group: publicId.optional().describe("Id of an alert group."),
  incident: publicId.optional().describe("Id of an incident."),
});

/** What outgoing webhooks were told of; an event that no webhook waited for leaves none. */
export function registerEvents(api: Api, ctx: Context): void {
  api.get(
    "/events",
    {
      config: { role: "viewer" },
      schema: {
        tags: ["Outgoing webhooks"],
        summary: "List the events that webhooks were told of, newest first",
        querystring: query,
        response: { 200: pageOf(event), ...failures },
      },
    },
    async (request) => {
      const { alert_group: group, incident } = request.query;
      const groupId = await readGroup(ctx, group);
      const found = incident === undefined ? undefined : await findIncident(ctx.db, incident);
      if (incident !== undefined && !found) {
        throw new AppError("invalid_input", `There is no incident ${incident}.`, { field: "incident" });
      }
      const filter = { groupId, incidentId: found?.id };
      return pageById(request.query, (slice) => listPastEvents(ctx.db, filter, slice), present);
    },
  );
}

function present(row: PastEvent): z.output<typeof event> {
  const { id, type, at, sequence, title, groupPublicId, incidentPublicId } = row;
  return { id, type, at, sequence, title, alert_group_id: groupPublicId, incident_id: incidentPublicId };
}
