import { z } from "zod";
import type { Context } from "../../core/context.ts";
import type { Caller } from "../../core/people/index.ts";
import { AppError } from "../../platform/errors.ts";
import { type AskedGroup, actOnGroup, type GroupRequest } from "../group-actions.ts";
import { type Api, callerOf } from "./access.ts";
import { groupDetail } from "./alert-group-schemas.ts";
import { readGroup } from "./alert-groups.ts";
import { failures, idParams, publicId } from "./schemas.ts";

const tags = ["Alert groups"];
const maxBulkGroups = 100;
const tenYearsInSeconds = 315_360_000;

const plainActions = [
  { kind: "acknowledge", summary: "Acknowledge an alert group" },
  { kind: "unacknowledge", summary: "Take an acknowledgement back" },
  { kind: "resolve", summary: "Resolve an alert group" },
  { kind: "unresolve", summary: "Take up a resolved alert group again" },
  { kind: "unsilence", summary: "End the silence of an alert group" },
  { kind: "unattach", summary: "Make an attached alert group independent" },
] as const;

const duration = z
  .int()
  .min(1)
  .max(tenYearsInSeconds)
  .nullable()
  .describe("How long; null until somebody ends it.");
const silenceBody = z.object({ duration_seconds: duration });
const attachBody = z.object({ root_group_id: publicId.describe("The group to attach to.") });

const bulkAction = z.discriminatedUnion("action", [
  z.object({ action: z.enum(plainActions.map(({ kind }) => kind)).exclude(["unresolve"]) }),
  z.object({
    action: z.literal("unresolve"),
    keep_acknowledgement: z
      .boolean()
      .default(false)
      .describe("What was acknowledged before it was resolved is so again, by whom and since when it was."),
  }),
  silenceBody.extend({ action: z.literal("silence") }),
  attachBody.extend({ action: z.literal("attach") }),
]);

const version = z
  .string()
  .regex(/^\d{1,15}$/, "Send a version as an earlier answer told it.")
  .meta({ examples: ["4711"] });

const bulkBody = z.object({
  ids: z.array(publicId).min(1).max(maxBulkGroups),
  do: bulkAction,
  versions: z
    .record(z.string().max(40), version)
    .default({})
    .describe(
      "`version` of groups by id, as an earlier answer told it: a group that was changed since is refused and stays as it is. So is taking something back safe.",
    ),
});

const bulkResult = z.object({
  results: z.array(
    z.discriminatedUnion("result", [
      z.object({
        id: publicId,
        result: z.literal("done"),
        version: version.describe("Another one after every change."),
      }),
      z.object({
        id: publicId,
        result: z.literal("refused"),
        error: z.object({ code: z.string(), message: z.string() }),
      }),
    ]),
  ),
});

/** What people do to alert groups. Each answers with the group as it is afterwards. */
export function registerAlertGroupActions(api: Api, ctx: Context): void {
  for (const { kind, summary } of plainActions) {
    api.post(
      `/alert-groups/:id/${kind}`,
      {
        config: { role: "responder" },
        schema: { tags, summary, params: idParams, response: { 200: groupDetail, ...failures } },
      },
      (request) => act(ctx, callerOf(request), request.params.id, { kind }),
    );
  }
  api.post(
    "/alert-groups/:id/silence",
    {
      config: { role: "responder" },
      schema: {
        tags,
        summary: "Silence an alert group",
        params: idParams,
        body: silenceBody,
        response: { 200: groupDetail, ...failures },
      },
    },
    (request) => {
      const { duration_seconds: seconds } = request.body;
      return act(ctx, callerOf(request), request.params.id, { kind: "silence", seconds });
    },
  );
  api.post(
    "/alert-groups/:id/attach",
    {
      config: { role: "responder" },
      schema: {
        tags,
        summary: "Attach an alert group to another one, which it follows from now on",
        params: idParams,
        body: attachBody,
        response: { 200: groupDetail, ...failures },
      },
    },
    (request) => {
      const { root_group_id: rootId } = request.body;
      return act(ctx, callerOf(request), request.params.id, { kind: "attach", rootId });
    },
  );
  registerBulk(api, ctx);
}

function registerBulk(api: Api, ctx: Context): void {
  api.post(
    "/alert-groups/bulk-actions",
    {
      config: { role: "responder" },
      schema: {
        tags,
        summary: "Do the same to several alert groups; each succeeds or is refused by itself",
        body: bulkBody,
        response: { 200: bulkResult, ...failures },
      },
    },
    async (request) => {
      const results: z.output<typeof bulkResult>["results"] = [];
      const { ids, do: action, versions } = request.body;
      for (const id of new Set(ids)) {
        const group = { id, version: versions[id] === undefined ? undefined : Number(versions[id]) };
        results.push(await actInBulk(ctx, callerOf(request), group, toRequest(action)));
      }
      return { results };
    },
  );
}

async function act(ctx: Context, caller: Caller, id: string, request: GroupRequest) {
  await actOnGroup(ctx, caller, { id }, request);
  return readGroup(ctx, id);
}

async function actInBulk(
  ctx: Context,
  caller: Caller,
  group: AskedGroup,
  request: GroupRequest,
): Promise<z.output<typeof bulkResult>["results"][number]> {
  const { id } = group;
  try {
    const after = await actOnGroup(ctx, caller, group, request);
    return { id, result: "done", version: String(after) };
  } catch (error) {
    if (!(error instanceof AppError) || !["not_found", "conflict"].includes(error.code)) throw error;
    return { id, result: "refused", error: { code: error.code, message: error.message } };
  }
}

function toRequest(bulk: z.output<typeof bulkAction>): GroupRequest {
  switch (bulk.action) {
    case "silence":
      return { kind: "silence", seconds: bulk.duration_seconds };
    case "attach":
      return { kind: "attach", rootId: bulk.root_group_id };
    case "unresolve":
      return { kind: "unresolve", keepsAcknowledgement: bulk.keep_acknowledgement };
    default:
      return { kind: bulk.action };
  }
}
