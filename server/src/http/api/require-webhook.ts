import type { FastifyRequest } from "fastify";
import type { Context } from "../../core/context.ts";
import { findWebhook, type Webhook } from "../../core/outgoing-webhooks/index.ts";
import { AppError } from "../../platform/errors.ts";
import { callerOf } from "./access.ts";

/** The webhook a path names. @throws AppError `not_found` */
export async function requireWebhook(
  ctx: Context,
  request: FastifyRequest & { params: { id: string } },
): Promise<Webhook> {
  const webhook = await findWebhook(ctx, callerOf(request), request.params.id);
  if (!webhook) throw new AppError("not_found", "There is no such webhook.");
  return webhook;
}
