import type { z } from "zod";
import type { Context } from "../../core/context.ts";
import {
  createWebhook,
  type MessageMakers,
  rotateSigningSecret,
  type Webhook,
} from "../../core/outgoing-webhooks/index.ts";
import type { Caller } from "../../core/people/index.ts";
import { AppError } from "../../platform/errors.ts";
import { readNewWebhook, refusedWebhook } from "./webhook-input.ts";
import type { newWebhook } from "./webhook-schemas.ts";

const dialectsWithSecret: ReadonlySet<Webhook["dialect"]> = new Set(["grafana", "opsknight", "standard"]);

type Body = z.output<typeof newWebhook>;

/** @throws AppError for what is refused before anything is written */
export async function checkNewWebhook(ctx: Context, makers: MessageMakers, body: Body) {
  const { dialect, signing_secret: given } = body;
  const mistake = typeof given === "string" && dialect !== "oncall" && makers[dialect].refuseSecret(given);
  if (mistake) throw new AppError("invalid_input", mistake, { field: "signing_secret" });
  return readNewWebhook(ctx, makers, body);
}

/** Makes a webhook with its signing secret, which is told when it was made here. */
export async function makeWebhook(
  ctx: Context,
  caller: Caller,
  makers: MessageMakers,
  body: Body,
): Promise<{ webhook: Webhook; secret: string | null }> {
  const input = await checkNewWebhook(ctx, makers, body);
  const result = await createWebhook(ctx, caller, input);
  if (result.kind === "refused") throw refusedWebhook(result.refusal);
  const { webhook } = result;
  const { dialect, signing_secret: given } = body;
  const isSigned = given !== null && dialectsWithSecret.has(dialect);
  const signing = { secret: given ?? undefined, overlapSeconds: 0, makers };
  return { webhook, secret: isSigned ? await rotateSigningSecret(ctx, caller, webhook, signing) : null };
}
