import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { changeOptions } from "../../core/integrations/change-options.ts";
import type { Integration } from "../../core/integrations/index.ts";
import type { OptionValues } from "../../core/integrations/options.ts";
import { findOptions } from "../../core/integrations/options-store.ts";
import { type Api, callerOf } from "./access.ts";
import { requireIntegration } from "./integrations.ts";
import { failures, idParams } from "./schemas.ts";

const tags = ["Integrations"];

const value = z.union([z.string(), z.boolean(), z.array(z.string())]);

const option = z
  .object({
    name: z.string(),
    kind: z.enum(["choice", "switch", "list", "header"]),
    help: z.string(),
    choices: z.array(z.string()).nullable().describe("What a choice can be; null for other kinds."),
    parameter: z.string().nullable().describe("A parameter of the integration's URL that counts first."),
    default: value,
    value: value.describe("What counts now."),
    is_set: z.boolean().describe("False: it has its default."),
  })
  .meta({ id: "IntegrationOption" });

const answer = z.object({
  options: z.array(option).describe("Empty for types that leave nothing to decide."),
});

const input = z.strictObject({
  values: z
    .record(z.string().max(100), z.unknown())
    .describe("By name. What is null or not named gets its default again."),
});

/** What people decide about how one integration's requests are read. */
export function registerIntegrationOptions(api: Api, ctx: Context): void {
  api.get(
    "/integrations/:id/options",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "Get the options of an integration",
        params: idParams,
        response: { 200: answer, ...failures },
      },
    },
    async (request) => {
      const integration = await requireIntegration(ctx, request.params.id);
      return present(ctx, integration, await findOptions(ctx.db, integration.id));
    },
  );
  api.put(
    "/integrations/:id/options",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Set the options of an integration",
        params: idParams,
        body: input,
        response: { 200: answer, ...failures },
      },
    },
    async (request) => {
      const integration = await requireIntegration(ctx, request.params.id);
      const values = await changeOptions(ctx, callerOf(request), integration, request.body.values);
      return present(ctx, integration, values);
    },
  );
}

function present(ctx: Context, { type }: Integration, values: OptionValues): z.output<typeof answer> {
  const options = ctx.integrationTypes.find(type)?.options ?? [];
  return {
    options: options.map((each) => ({
      name: each.name,
      kind: each.kind,
      help: each.help,
      choices: each.kind === "choice" ? [...each.choices] : null,
      parameter: each.parameter ?? null,
      default: each.kind === "list" ? [...each.default] : each.default,
      value: values[each.name] ?? (each.kind === "list" ? [...each.default] : each.default),
      is_set: Object.hasOwn(values, each.name),
    })),
  };
}
