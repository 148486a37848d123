import {
  type Action,
  type Actor,
  deleteGroup,
  performAction,
  wipeGroup,
} from "../../core/alert-groups/index.ts";
import { findGroup, type GroupView, searchGroups } from "../../core/alert-groups/search.ts";
import { recordAudit } from "../../core/people/index.ts";
import { isDeleteMode, readGroupFilter, readSilence, refusedAction } from "./alert-group-requests.ts";
import { presentAlert } from "./alerts.ts";
import { type Answer, type ApiRequest, deleted, done, type Endpoint, ok } from "./endpoint.ts";
import { answerPage, readPageRequest } from "./pagination.ts";
import { notFound } from "./refusals.ts";

export const alertGroupEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/alert_groups", role: "viewer", handle: list },
  {
    method: "GET",
    path: "/alert_groups/:id",
    role: "viewer",
    handle: async (request) => ok(present(request, await find(request))),
  },
  { method: "DELETE", path: "/alert_groups/:id", role: "responder", handle: remove },
  actionEndpoint("acknowledge", async () => ({ kind: "acknowledge" })),
  actionEndpoint("unacknowledge", async () => ({ kind: "unacknowledge" })),
  actionEndpoint("resolve", async () => ({ kind: "resolve" })),
  actionEndpoint("unresolve", async () => ({ kind: "unresolve" })),
  actionEndpoint("silence", async (request) => readSilence(await request.readBody())),
  actionEndpoint("unsilence", async () => ({ kind: "unsilence" })),
];

const pageSize = 50;

async function list(request: ApiRequest): Promise<Answer> {
  const filter = await readGroupFilter(request);
  const page = readPageRequest(request.address, pageSize);
  const fetch = (slice: Parameters<typeof searchGroups>[2]) => searchGroups(request.ctx.db, filter, slice);
  return ok(await answerPage(page, fetch, (groups) => groups.map((group) => present(request, group))));
}

function actionEndpoint(name: Action["kind"], read: (request: ApiRequest) => Promise<Action>): Endpoint {
  return {
    method: "POST",
    path: `/alert_groups/:id/${name}`,
    role: "responder",
    async handle(request) {
      const group = await find(request);
      const action = await read(request);
      const asked = {
        groupId: group.id,
        action,
        actor: actorOf(request),
        reason: "asked for through the API",
      };
      const result = await performAction(request.ctx, asked);
      // OnCall answers 200 to taking up a wiped group and does nothing.
      if (result.kind === "refused" && result.refusal === "wiped") return done;
      if (result.kind === "refused") throw refusedAction(name, result.refusal);
      await recordAudit(request.ctx.db, auditEntry(request, name));
      return done;
    },
  };
}

/** Wiping keeps the group without its texts; deleting leaves nothing. Both are done when the answer comes. */
async function remove(request: ApiRequest): Promise<Answer> {
  const group = await find(request);
  const isDeletion = isDeleteMode(await request.readBody());
  const { ctx } = request;
  const isDone = isDeletion
    ? await deleteGroup(ctx, group.id)
    : await wipeGroup(ctx, { groupId: group.id, actor: actorOf(request) });
  if (!isDone) throw notFound();
  await recordAudit(ctx.db, auditEntry(request, isDeletion ? "deleted" : "wiped"));
  return deleted;
}

async function find({ ctx, id }: ApiRequest): Promise<GroupView> {
  const group = await findGroup(ctx.db, id);
  if (!group) throw notFound();
  return group;
}

function actorOf({ caller }: ApiRequest): Actor {
  return { kind: "user", userId: caller.user?.id ?? null };
}

function auditEntry({ caller, id }: ApiRequest, action: string) {
  return { caller, action, objectType: "alert group", objectId: id };
}

function present({ ctx }: ApiRequest, group: GroupView) {
  return {
    id: group.publicId,
    integration_id: group.integrationPublicId,
    team_id: group.teamPublicId,
    route_id: group.routePublicId,
    alerts_count: group.alertsCount,
    state: group.status,
    created_at: group.startedAt,
    resolved_at: group.resolvedAt,
    resolved_by: group.resolvedByPublicId,
    acknowledged_at: group.acknowledgedAt,
    acknowledged_by: group.acknowledgedByPublicId,
    labels: presentLabels(group.labels),
    title: group.wipedAt === null ? group.title : null,
    permalinks: {
      slack: null,
      slack_app: null,
      telegram: null,
      web: `${ctx.publicUrl}/alert-groups/${group.publicId}`,
    },
    silenced_at: group.silencedAt,
    last_alert: group.lastAlert ? presentAlert(group.lastAlert) : null,
  };
}

function presentLabels(labels: object) {
  return Object.entries(labels)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => ({
      key: { id: key, name: key },
      value: { id: String(value), name: String(value) },
    }));
}
