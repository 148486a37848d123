import { z } from "zod";
import type { Context } from "../../core/context.ts";
import {
  confirmDefaultRoute,
  type DoneStep,
  dismissFirstSteps,
  lookForFirstSteps,
  type StepName,
  stepNames,
} from "../../core/first-steps/index.ts";
import { AppError } from "../../platform/errors.ts";
import { type Api, callerOf } from "./access.ts";
import { failures, instant, publicId } from "./schemas.ts";

const step = z.object({
  step: z
    .enum(stepNames)
    .describe(
      "delivered: a tool delivered an alert, a demo alert is none; titled: a template made its title; routed: a route other than the default took it, or somebody confirmed the default; answered: a receiver answered an outgoing webhook with 2xx.",
    ),
  done_at: instant.nullable().describe("Null while it has not happened."),
  is_confirmed: z.boolean().describe("Somebody said that the default route is right."),
  object: z
    .object({
      kind: z.enum(["alert group", "webhook"]),
      id: publicId,
      name: z.string().nullable().describe("Null when it is gone."),
    })
    .nullable()
    .describe("What it was."),
});

const firstSteps = z
  .object({
    is_finished: z.boolean().describe("All steps are done."),
    is_dismissed: z.boolean().describe("People do not want to be led there any more."),
    steps: z.array(step).describe("In order."),
  })
  .meta({ id: "FirstSteps" });

const tags = ["First steps"];
const answers = { 200: firstSteps, ...failures };

/** What a new installation has still to see. */
export function registerFirstSteps(api: Api, ctx: Context): void {
  api.get(
    "/first-steps",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "Tell which first steps have really happened, when and with what",
        response: answers,
      },
    },
    () => read(ctx),
  );
  api.patch(
    "/first-steps",
    {
      config: { role: "editor" },
      schema: {
        tags,
        summary: "Dismiss the first steps for everybody, or lead there again",
        body: z.strictObject({ is_dismissed: z.boolean() }),
        response: answers,
      },
    },
    async (request) => {
      await dismissFirstSteps(ctx, callerOf(request), request.body.is_dismissed);
      return read(ctx);
    },
  );
  api.post(
    "/first-steps/default-route",
    {
      config: { role: "editor" },
      schema: { tags, summary: "Confirm that the default route is right for now", response: answers },
    },
    async (request) => {
      if ((await confirmDefaultRoute(ctx, callerOf(request))) === "nothing delivered") {
        throw new AppError("conflict", "No tool has delivered an alert yet, so no route has taken one.");
      }
      return read(ctx);
    },
  );
}

async function read(ctx: Context): Promise<z.output<typeof firstSteps>> {
  const { done, isDismissed } = await lookForFirstSteps(ctx);
  return {
    is_finished: done.length === stepNames.length,
    is_dismissed: isDismissed,
    steps: stepNames.map((name) =>
      present(
        name,
        done.find((one) => one.step === name),
      ),
    ),
  };
}

function present(name: StepName, done: DoneStep | undefined): z.output<typeof step> {
  if (!done) return { step: name, done_at: null, is_confirmed: false, object: null };
  const { at, object, name: called, isConfirmed } = done;
  return {
    step: name,
    done_at: at,
    is_confirmed: isConfirmed,
    object: { kind: object.kind, id: object.publicId, name: called },
  };
}
