import { createHash } from "node:crypto";
import { JsonSyntaxError, parseJson, type Value } from "@tocsin/jinja";
import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { factsValue } from "../../core/integrations/facts.ts";
import { allSlots, isTruthyCondition, type Rendered, type SlotName } from "../../core/templates/index.ts";
import { AppError } from "../../platform/errors.ts";
import type { Api } from "./access.ts";
import { alertFacts } from "./alert-group-schemas.ts";
import { failures } from "./schemas.ts";

const maxTemplateLength = 50_000;

const previewRequest = z.object({
  template: z.string().max(maxTemplateLength),
  payload: z
    .unknown()
    .optional()
    .describe("What templates see as `payload`. Either this or `payload_text`; `{}` when both are absent."),
  payload_text: z
    .string()
    .optional()
    .describe("The payload as JSON text, which keeps the spelling of numbers."),
  facts: alertFacts.nullable().default(null).describe("What templates see as `alert`."),
  slot: z.enum(allSlots).optional().describe("What the result is judged as."),
});

const preview = z.discriminatedUnion("result", [
  z.object({
    result: z.literal("text"),
    text: z.string(),
    is_true: z.boolean().nullable().describe("For signals: whether the text counts as true."),
    grouping_key: z
      .string()
      .nullable()
      .describe("For the grouping key: what is compared; null when each alert gets a group of its own."),
  }),
  z.object({
    result: z.literal("failed"),
    kind: z.string(),
    message: z.string(),
    hint: z.string(),
    line: z.int(),
    column: z.int(),
  }),
]);

/** Renders a template as a real alert would, and stores nothing. */
export function registerTemplatePreview(api: Api, ctx: Context): void {
  api.post(
    "/template-preview",
    {
      config: { role: "responder" },
      schema: {
        tags: ["Integrations"],
        summary: "Try a template on a payload",
        body: previewRequest,
        response: { 200: preview, ...failures },
      },
    },
    async (request) => {
      const { template, slot } = request.body;
      const variables = new Map<string, Value>([
        ["payload", readPayload(request.body)],
        ["alert", factsValue(request.body.facts ?? undefined)],
        ["labels", null],
        ["integration_name", "Preview"],
        ["source_link", null],
        ["grafana_oncall_link", `${ctx.publicUrl}/alert-groups/PREVIEW`],
      ]);
      return present(ctx.templates.render("jinja", template, variables), slot);
    },
  );
}

function readPayload({ payload, payload_text: text }: z.output<typeof previewRequest>): Value {
  if (payload !== undefined && text !== undefined) {
    throw new AppError("invalid_input", "Send `payload` or `payload_text`, not both.", { field: "payload" });
  }
  try {
    return parseJson(text ?? JSON.stringify(payload ?? {}));
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new AppError("invalid_input", error.message, { field: "payload_text", cause: error });
  }
}

function present(rendered: Rendered, slot: SlotName | undefined): z.output<typeof preview> {
  if (rendered.kind === "failed") {
    const { kind, message, hint, line, column } = rendered.failure;
    return { result: "failed", kind, message, hint, line, column };
  }
  const { text } = rendered;
  const isSignal = slot === "resolve_signal" || slot === "acknowledge_signal";
  const isKey = slot === "grouping_key" && text !== "";
  return {
    result: "text",
    text,
    is_true: isSignal ? isTruthyCondition(text) : null,
    grouping_key: isKey ? createHash("md5").update(text).digest("hex") : null,
  };
}
