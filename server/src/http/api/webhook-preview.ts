import { z } from "zod";
import type { Context } from "../../core/context.ts";
import {
  createMessageTemplates,
  findSigningSecretStatus,
  type Preview,
  type PreviewDraft,
  type PreviewEvent,
  previewMessage,
} from "../../core/outgoing-webhooks/index.ts";
import { createMessageMakers } from "../../payloads/index.ts";
import { createOncallDialect } from "../../payloads/oncall.ts";
import { version } from "../../version.ts";
import { type Api, callerOf } from "./access.ts";
import { readGroup } from "./read-group.ts";
import { requireWebhook } from "./require-webhook.ts";
import { failures, idParams, publicId } from "./schemas.ts";
import { readChanges, readNewWebhook } from "./webhook-input.ts";
import { newWebhook, testedEvents, webhookChanges } from "./webhook-schemas.ts";

const tags = ["Outgoing webhooks"];

const about = {
  alert_group: publicId.optional().describe("Absent: the newest one the webhook listens to."),
  event: z.enum(testedEvents).default("alert group created"),
  event_id: z
    .int()
    .positive()
    .optional()
    .describe("A past event of `GET /events`, instead of one that is made of a group as it is now."),
};

const preview = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("request"),
      request: z.object({
        method: z.string(),
        url: z.string(),
        headers: z.record(z.string(), z.string()),
        body: z.string().nullable(),
        trigger: z.string().nullable().describe("Rendered text of the trigger template."),
      }),
    }),
    z.object({ kind: z.literal("unwanted") }).describe("The webhook is not told of this event."),
    z.object({
      kind: z.literal("unmade"),
      part: z.string().describe("The part that could not be made: trigger, url, headers or data."),
      message: z.string(),
      line: z.int().nullable(),
      column: z.int().nullable(),
    }),
  ])
  .meta({ id: "WebhookPreview" });

/** What a webhook would send about a real event, before it is saved and after. */
export function registerWebhookPreview(api: Api, ctx: Context): void {
  const makers = createMessageMakers(ctx.publicUrl);
  const tools = {
    makers,
    templates: createMessageTemplates(ctx.templates),
    dialect: createOncallDialect({
      publicUrl: ctx.publicUrl,
      titleOf: (type) => ctx.integrationTypes.find(type)?.title,
    }),
    userAgent: `Tocsin/${version}`,
  };
  const common = { tags, response: { 200: preview, ...failures } };
  api.post(
    "/webhooks/preview",
    {
      config: { role: "admin" },
      schema: {
        ...common,
        summary: "Show the request that a webhook would send, without saving or sending anything",
        body: z.strictObject({ webhook: newWebhook, ...about }),
      },
    },
    async (request) => {
      const { webhook } = request.body;
      const {
        password = null,
        authorizationHeader = null,
        ...settings
      } = await readNewWebhook(ctx, makers, webhook);
      const { dialect } = webhook;
      const dialectSettings = settings.dialectSettings ?? {};
      const draft: PreviewDraft = {
        settings: { ...settings, dialect, dialectSettings },
        ...{ password, authorizationHeader, isSigned: webhook.signing_secret !== null },
      };
      const choice = { draft, about: await readAbout(ctx, request.body) };
      return present(await previewMessage(ctx, callerOf(request), choice, tools));
    },
  );
  api.post(
    "/webhooks/:id/preview",
    {
      config: { role: "admin" },
      schema: {
        ...common,
        summary: "Show the request that a saved webhook would send, with changes that are not saved",
        params: idParams,
        body: z.strictObject({ changes: webhookChanges.default({}), ...about }),
      },
    },
    async (request) => {
      const { changes } = request.body;
      const saved = await requireWebhook(ctx, request);
      const update = await readChanges(ctx, makers, { dialect: saved.dialect, changes });
      const draft: PreviewDraft = {
        settings: { ...saved, ...update },
        password: update.password === undefined ? standIn(saved.hasPassword) : update.password,
        authorizationHeader:
          update.authorizationHeader === undefined
            ? standIn(saved.hasAuthorizationHeader)
            : update.authorizationHeader,
        isSigned: (await findSigningSecretStatus(ctx.db, saved.id)).setAt !== null,
      };
      const choice = { draft, about: await readAbout(ctx, request.body) };
      return present(await previewMessage(ctx, callerOf(request), choice, tools));
    },
  );
}

interface About {
  alert_group?: string | undefined;
  event: (typeof testedEvents)[number];
  event_id?: number | undefined;
}

async function readAbout(ctx: Context, body: About): Promise<PreviewEvent> {
  const { alert_group: group, event: type, event_id: id } = body;
  if (id !== undefined) return { kind: "past", id };
  return { kind: "now", type, groupId: await readGroup(ctx, group) };
}

/** In place of a stored secret, which would be masked anyway. */
function standIn(isSet: boolean): string | null {
  return isSet ? "stored-secret" : null;
}

function present(result: Preview): z.output<typeof preview> {
  if (result.kind !== "unmade") return result;
  const { place, ...rest } = result;
  return { ...rest, line: place?.line ?? null, column: place?.column ?? null };
}
