import type { FastifyInstance } from "fastify";
import type { Context } from "../../core/context.ts";
import {
  type AttachedGroup,
  findIncident,
  type Incident,
  type IncidentAttachment,
  type IncidentTimelineItem,
  listAttachedGroups,
  listIncidentAttachments,
  listIncidentTimeline,
} from "../../core/incidents/index.ts";
import { listPendingDeliveries, searchAttempts } from "../../core/outgoing-webhooks/group-delivery-store.ts";
import { AppError } from "../../platform/errors.ts";
import { type Html, html } from "../html.ts";
import { sendPage, sessionOf } from "./access.ts";
import { deliveries } from "./deliveries.ts";
import { block, entry, json, time } from "./layout.ts";

const shownEntries = 200;
const shownDeliveries = 50;

/** One incident, to look at: what it is, what it was declared with, and what happened. Changes are made through the API. */
export function registerIncidentPage(pages: FastifyInstance, ctx: Context): void {
  pages.get<{ Params: { id: string } }>("/incidents/:id", async (request, reply) => {
    const incident = await findIncident(ctx.db, request.params.id);
    if (!incident) throw new AppError("not_found", "There is no such incident.");
    const { id } = incident;
    const [groups, timeline, attachments, pending, attempts] = await Promise.all([
      listAttachedGroups(ctx.db, id),
      listIncidentTimeline(ctx.db, id, { beforeId: undefined, limit: shownEntries }),
      listIncidentAttachments(ctx.db, id),
      listPendingDeliveries(ctx.db, { kind: "incident", id }, shownDeliveries),
      searchAttempts(ctx.db, { incidentId: id }, { before: undefined, limit: shownDeliveries }),
    ]);
    const content = html`${summary(incident, groups)}${timelineSection(timeline)}${attachmentSection(attachments)}
${deliveries({ pending, attempts, caller: sessionOf(request).caller })}`;
    return sendPage(ctx, { request, reply }, { title: incident.title, content });
  });
}

function summary(incident: Incident, groups: readonly AttachedGroup[]): Html {
  const { status, resolvedAt, declaredBy } = incident;
  const by = declaredBy === null ? "" : ` by ${declaredBy.name}`;
  return html`<h1>${incident.isDrill ? "Drill: " : ""}${incident.title}</h1>
<dl>
${entry("State", html`<span class="state ${status === "active" ? "firing" : status}">${status}</span> ${time(resolvedAt)}`)}
${entry("Severity", incident.severity)}
${entry("Labels", incident.labels.join(", "))}
${entry("Declared", html`${time(incident.declaredAt)}${by}`)}
${entry("Alert groups", groupList(groups))}
</dl>`;
}

function groupList(groups: readonly AttachedGroup[]): Html | null {
  if (groups.length === 0) return null;
  const items = groups.map(
    ({ publicId, title, status }) =>
      html`<li><a href="alert-groups/${publicId}">${title || publicId}</a> (${status})</li>`,
  );
  return html`<ul class="plain">${items}</ul>`;
}

function timelineSection(items: readonly IncidentTimelineItem[]): Html {
  const rows = items.map(
    ({ at, kind, actor, text }) =>
      html`<li class="card"><strong>${kind.replaceAll("_", " ")}</strong> <span class="quiet">by ${actor?.name ?? "system"}, ${time(at)}</span><br>${text}</li>`,
  );
  return html`<h2>What happened</h2><ol class="plain">${rows}</ol>`;
}

function attachmentSection(attachments: readonly IncidentAttachment[]): Html {
  if (attachments.length === 0) return html``;
  const rows = attachments.map((attachment) =>
    attachment.kind === "link"
      ? html`<li class="card"><a href="${attachment.url}" rel="noopener noreferrer">${attachment.caption || attachment.url}</a></li>`
      : requestCard(attachment),
  );
  return html`<h2>Declared with</h2><ul class="plain">${rows}</ul>`;
}

function requestCard({ at, url, headers, body }: IncidentAttachment): Html {
  const lines = Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}`);
  return html`<li class="card"><details open><summary>Request, ${time(at)}</summary>${block([`POST ${url}`, ...lines].join("\n"))}${json(body ?? "")}</details></li>`;
}
