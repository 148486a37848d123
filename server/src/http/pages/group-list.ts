import type { FastifyInstance } from "fastify";
import type { GroupSummary } from "../../core/alert-groups/detail-store.ts";
import type { GroupStatus } from "../../core/alert-groups/index.ts";
import { countGroupsByStatus, listGroupSummaries } from "../../core/alert-groups/list-store.ts";
import type { Context } from "../../core/context.ts";
import { type Html, html } from "../html.ts";
import { sendPage } from "./access.ts";
import { time } from "./layout.ts";

const shownGroups = 100;
const countLimit = 1000;
const statuses: readonly GroupStatus[] = ["firing", "acknowledged", "silenced", "resolved"];
const longestSearch = 200;

interface ListQuery {
  status?: unknown;
  q?: unknown;
}

/** The newest alert groups, with counters by state. */
export function registerGroupList(pages: FastifyInstance, ctx: Context): void {
  pages.get<{ Querystring: ListQuery }>("/", async (request, reply) => {
    const status = statuses.find((known) => known === request.query.status);
    const text = typeof request.query.q === "string" ? request.query.q.trim().slice(0, longestSearch) : "";
    const filter = { statuses: status && [status], text: text === "" ? undefined : text };
    const [counts, groups] = await Promise.all([
      countGroupsByStatus(ctx.db, {}, countLimit),
      listGroupSummaries(ctx.db, filter, { before: undefined, limit: shownGroups }),
    ]);
    const content = html`<h1>Alert groups</h1>
${counters(counts, status)}${searchForm(text, status)}${list(groups)}`;
    return sendPage(ctx, { request, reply }, { title: "Alert groups", content });
  });
}

function counters(counts: Record<GroupStatus, number>, current: GroupStatus | undefined): Html {
  const items = statuses.map((status) => {
    const count = counts[status] >= countLimit ? `${countLimit}+` : counts[status];
    const mark = status === current ? html` aria-current="page"` : "";
    return html`<li><a class="${status}" href="?status=${status}"${mark}>${count} ${status}</a></li>`;
  });
  const all = html`<li><a href="./"${current === undefined ? html` aria-current="page"` : ""}>all</a></li>`;
  return html`<nav aria-label="States"><ul class="counters">${items}${all}</ul></nav>`;
}

function searchForm(text: string, status: GroupStatus | undefined): Html {
  const kept = status === undefined ? "" : html`<input type="hidden" name="status" value="${status}">`;
  return html`<form method="get" action="./" role="search">${kept}<label>Title contains <input type="search" name="q" value="${text}"></label><button>Search</button></form>`;
}

function list(groups: readonly GroupSummary[]): Html {
  if (groups.length === 0) return html`<p>No alert groups here.</p>`;
  const items = groups.map(
    (
      group,
    ) => html`<li class="card"><a href="alert-groups/${group.publicId}">${group.title || "(no title)"}</a><br>
<span class="state ${group.status}">${group.status}</span> <span class="quiet">${group.alertsCount === 1 ? "1 alert" : `${group.alertsCount} alerts`} · <a href="integrations/${group.integrationPublicId}">${group.integrationName}</a> · ${time(group.startedAt)}</span></li>`,
  );
  return html`<ol class="plain">${items}</ol>${groups.length === shownGroups ? html`<p class="quiet">The newest ${shownGroups}. The API has the rest.</p>` : ""}`;
}
