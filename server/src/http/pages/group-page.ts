import type { FastifyInstance } from "fastify";
import type { Appearance } from "../../core/alert-groups/appearance.ts";
import {
  type AlertDetail,
  findGroupDetail,
  type GroupDetail,
  listGroupAlerts,
  listTimeline,
  type TimelineItem,
} from "../../core/alert-groups/detail-store.ts";
import type { Context } from "../../core/context.ts";
import { listPendingDeliveries, searchAttempts } from "../../core/outgoing-webhooks/group-delivery-store.ts";
import { includesRole } from "../../core/people/index.ts";
import { AppError } from "../../platform/errors.ts";
import { lookOf } from "../group-look.ts";
import { type Html, html } from "../html.ts";
import type { BrowserSession } from "../session-cookie.ts";
import { sendPage, sessionOf } from "./access.ts";
import { deliveries } from "./deliveries.ts";
import { entry, formTokenField, json, time } from "./layout.ts";

const shownAlerts = 20;
const shownEntries = 200;
const shownDeliveries = 50;

/** One alert group: what it says, its state, and everything that happened to it and why. */
export function registerGroupPage(pages: FastifyInstance, ctx: Context): void {
  pages.get<{ Params: { id: string } }>("/alert-groups/:id", async (request, reply) => {
    const group = await findGroupDetail(ctx.db, request.params.id);
    if (!group) throw new AppError("not_found", "There is no such alert group.");
    const session = sessionOf(request);
    const { id: groupId } = group;
    const [timeline, alerts, pending, attempts] = await Promise.all([
      listTimeline(ctx.db, groupId, { beforeId: undefined, limit: shownEntries }),
      listGroupAlerts(ctx.db, groupId, { beforeId: undefined, limit: shownAlerts }),
      listPendingDeliveries(ctx.db, { kind: "alert group", id: groupId }, shownDeliveries),
      searchAttempts(ctx.db, { groupId }, { before: undefined, limit: shownDeliveries }),
    ]);
    const content = html`${summary(group, lookOf(ctx, group))}${actions(group, session)}
${timelineSection(timeline)}${alertsSection(group, alerts.rows)}
${deliveries({ pending, attempts, caller: session.caller })}`;
    return sendPage(ctx, { request, reply }, { title: group.title || "Alert group", content });
  });
}

function summary(group: GroupDetail, look: Appearance): Html {
  const failures = [...look.failures, ...group.templateErrors].map(
    ({ slot, message }) =>
      html`<p class="card problem">The template <code>${slot}</code> failed: ${message}</p>`,
  );
  const link = (url: string | null) => url && html`<a href="${url}" rel="noopener noreferrer">${url}</a>`;
  return html`<h1>${look.title ?? (group.title || "(no title)")}</h1>
${failures}
${look.message === null ? "" : html`<pre class="message">${look.message}</pre>`}
<dl>
${entry("State", state(group))}
${entry("Integration", html`<a href="integrations/${group.integrationPublicId}">${group.integrationName}</a>`)}
${entry("Began", time(group.startedAt))}
${entry("Alerts", html`${group.alertsCount}, the last one ${time(group.lastAlertAt)}`)}
${entry("Source", link(look.sourceLink))}
${entry("Image", link(look.imageUrl))}
${entry("Attached to", group.rootGroupPublicId && groupLink(group.rootGroupPublicId, group.rootGroupPublicId))}
${entry("Attached groups", attached(group))}
</dl>`;
}

function state(group: GroupDetail): Html {
  const by = (name: string | null) => (name === null ? "" : ` by ${name}`);
  const more = {
    firing: html``,
    acknowledged: html`${by(group.acknowledgedBy)}, ${time(group.acknowledgedAt)}`,
    silenced: group.silencedUntil ? html` until ${time(group.silencedUntil)}` : html` until somebody ends it`,
    resolved: html`${by(group.resolvedBy)}, ${time(group.resolvedAt)}`,
  }[group.status];
  return html`<span class="state ${group.status}">${group.status}</span>${more}`;
}

function attached({ attachedGroups }: GroupDetail): Html | null {
  if (attachedGroups.length === 0) return null;
  const items = attachedGroups.map(
    ({ publicId, title, status }) => html`<li>${groupLink(publicId, title || publicId)} (${status})</li>`,
  );
  return html`<ul class="plain">${items}</ul>`;
}

function groupLink(publicId: string, text: string): Html {
  return html`<a href="alert-groups/${publicId}">${text}</a>`;
}

const buttons = {
  firing: ["acknowledge", "resolve"],
  acknowledged: ["unacknowledge", "resolve"],
  silenced: ["unsilence", "acknowledge", "resolve"],
  resolved: ["unresolve"],
} as const;

const labels = {
  acknowledge: "Acknowledge",
  unacknowledge: "Take back the acknowledgement",
  resolve: "Resolve",
  unresolve: "Take up again",
  unsilence: "End the silence",
} as const;

function actions(group: GroupDetail, session: BrowserSession): Html {
  if (!includesRole(session.caller.role, "responder"))
    return html`<p class="quiet">You may look, not act.</p>`;
  if (group.rootGroupPublicId !== null)
    return html`<p class="quiet">It follows the group it is attached to.</p>`;
  const plain = buttons[group.status].map(
    (action) => html`<button name="action" value="${action}">${labels[action]}</button>`,
  );
  const canBeSilenced = group.status === "firing" || group.status === "silenced";
  return html`<form method="post" action="alert-groups/${group.publicId}/actions">${formTokenField(session)}${plain}${canBeSilenced ? silence : ""}</form>`;
}

const silence = html`<label>for <select name="duration_seconds">
<option value="1800">30 minutes</option><option value="3600">1 hour</option><option value="14400">4 hours</option>
<option value="43200">12 hours</option><option value="86400">1 day</option><option value="604800">1 week</option>
<option value="">ever</option>
</select></label><button name="action" value="silence">Silence</button>`;

function timelineSection(items: readonly TimelineItem[]): Html {
  const rows = items.map(
    ({ at, kind, actor, username, reason }) =>
      html`<li class="card"><strong>${kind.replaceAll("_", " ")}</strong> <span class="quiet">by ${username ?? actor}, ${time(at)}</span><br>${reason}</li>`,
  );
  return html`<h2>What happened</h2><ol class="plain">${rows}</ol>`;
}

function alertsSection(group: GroupDetail, alerts: readonly AlertDetail[]): Html {
  const rows = alerts.map(
    (alert, at) =>
      html`<li class="card"><details${at === 0 ? html` open` : ""}><summary>${time(alert.createdAt)} ${alert.isResolveSignal ? html`<span class="resolved">resolve signal</span>` : ""}</summary>${json(alert.payload)}</details></li>`,
  );
  const more =
    group.alertsCount > alerts.length
      ? html`<p class="quiet">The newest ${alerts.length}. The API has the rest.</p>`
      : "";
  return html`<h2>Alerts</h2><ol class="plain">${rows}</ol>${more}`;
}
