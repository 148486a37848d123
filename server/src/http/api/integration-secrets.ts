import { z } from "zod";
import type { Context } from "../../core/context.ts";
import type { Integration } from "../../core/integrations/index.ts";
import {
  defaultOverlapSeconds,
  findSecretStatus,
  forgetTopic,
  maxOverlapSeconds,
  maxSecretLength,
  removeSecrets,
  rotateSecret,
  setSecret,
} from "../../core/integrations/secrets.ts";
import { type Api, callerOf } from "./access.ts";
import { requireIntegration } from "./integrations.ts";
import { failures, idParams, instant, nothing } from "./schemas.ts";

const tags = ["Integrations"];

const secretStatus = z
  .object({
    is_set: z.boolean().describe("Whether requests must be signed."),
    set_at: instant.nullable(),
    previous_until: instant.nullable().describe("Until when the secret before this one counts as well."),
    topic: z
      .object({ name: z.string(), pinned_at: instant })
      .nullable()
      .describe("Amazon SNS: the only topic whose messages are taken."),
  })
  .meta({ id: "IntegrationSecret" });

const newSecretStatus = secretStatus.extend({
  secret: z.string().nullable().describe("The secret, when it was made here. It is shown this once."),
});

const secretInput = z.object({
  secret: z
    .string()
    .min(1)
    .max(maxSecretLength)
    .optional()
    .describe("A secret that the tool's vendor has issued. Without one a new one is made."),
});

const rotation = secretInput.extend({
  overlap_seconds: z
    .int()
    .min(0)
    .max(maxOverlapSeconds)
    .default(defaultOverlapSeconds)
    .describe("For how long the present secret counts beside the new one."),
});

/** What an integration's requests are signed with. Secrets are never shown again. */
export function registerIntegrationSecrets(api: Api, ctx: Context): void {
  const common = { tags, params: idParams };
  const readStatus = {
    summary: "Tell whether requests must be signed",
    response: { 200: secretStatus, ...failures },
  };
  api.get(
    "/integrations/:id/secrets",
    { config: { role: "viewer" }, schema: { ...common, ...readStatus } },
    async (request) => presentStatus(ctx, await requireIntegration(ctx, request.params.id)),
  );
  api.put(
    "/integrations/:id/secrets",
    {
      config: { role: "admin" },
      schema: {
        ...common,
        summary: "Have requests checked against a secret from now on",
        body: secretInput,
        response: { 200: newSecretStatus, ...failures },
      },
    },
    async (request) => {
      const integration = await requireIntegration(ctx, request.params.id);
      const secret = await setSecret(ctx, callerOf(request), integration, request.body);
      return { ...(await presentStatus(ctx, integration)), secret };
    },
  );
  api.post(
    "/integrations/:id/secrets/rotate",
    {
      config: { role: "admin" },
      schema: {
        ...common,
        summary: "Replace the secret; both count for a while",
        body: rotation,
        response: { 200: newSecretStatus, ...failures },
      },
    },
    async (request) => {
      const integration = await requireIntegration(ctx, request.params.id);
      const input = { secret: request.body.secret, overlapSeconds: request.body.overlap_seconds };
      const secret = await rotateSecret(ctx, callerOf(request), integration, input);
      return { ...(await presentStatus(ctx, integration)), secret };
    },
  );
  registerRemovals(api, ctx);
}

function registerRemovals(api: Api, ctx: Context): void {
  const removals = [
    { name: "secrets", summary: "Take requests without a signature again", remove: removeSecrets },
    {
      name: "topic",
      summary: "Let the next confirmed subscription decide the topic anew",
      remove: forgetTopic,
    },
  ] as const;
  for (const { name, summary, remove } of removals) {
    api.delete(
      `/integrations/:id/${name}`,
      {
        config: { role: "admin" },
        schema: { tags, params: idParams, summary, response: { 204: nothing, ...failures } },
      },
      async (request, reply) => {
        await remove(ctx, callerOf(request), await requireIntegration(ctx, request.params.id));
        return reply.code(204).send(null);
      },
    );
  }
}

async function presentStatus(ctx: Context, { id }: Integration): Promise<z.output<typeof secretStatus>> {
  const { setAt, previousUntil, topic } = await findSecretStatus(ctx.db, id);
  return {
    is_set: setAt !== null,
    set_at: setAt,
    previous_until: previousUntil,
    topic: topic && { name: topic.name, pinned_at: topic.pinnedAt },
  };
}
