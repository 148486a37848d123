import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { dialects, type EventDescription } from "../../core/outgoing-webhooks/index.ts";
import { createMessageMakers } from "../../payloads/index.ts";
import { oncallEvents } from "../../payloads/oncall-events.ts";
import type { Api } from "./access.ts";
import { failures } from "./schemas.ts";

const eventType = z
  .object({
    dialect: z.enum(dialects),
    type: z.string(),
    summary: z.string(),
    chosen_by: z
      .array(z.string())
      .describe("Values of `settings.events` that choose it; with oncall, of `trigger`."),
    is_told: z.boolean().describe("False: it can be chosen, but nothing in this version tells of it."),
    schema: z.looseObject({}).describe("JSON Schema of the body; with oncall, of what templates see."),
    example: z.looseObject({}),
  })
  .meta({ id: "WebhookEventType" });

/** The catalogue of what webhooks are told of. */
export function registerWebhookEventTypes(api: Api, ctx: Context): void {
  api.get(
    "/webhook-event-types",
    {
      config: { role: "viewer" },
      schema: {
        tags: ["Outgoing webhooks"],
        summary: "List the events of each dialect, with schema and example",
        response: { 200: z.object({ items: z.array(eventType) }), ...failures },
      },
    },
    async () => {
      const makers = createMessageMakers(ctx.publicUrl);
      const events = dialects.flatMap((dialect) => {
        const known = dialect === "oncall" ? oncallEvents(ctx.publicUrl) : makers[dialect].events();
        return known.map((event) => present(dialect, event));
      });
      return { items: events };
    },
  );
}

function present(
  dialect: (typeof dialects)[number],
  { type, summary, chosenBy, isTold, schema, example }: EventDescription,
): z.output<typeof eventType> {
  const bodies = { schema: { ...schema }, example: { ...example } };
  return { dialect, type, summary, chosen_by: [...chosenBy], is_told: isTold, ...bodies };
}
