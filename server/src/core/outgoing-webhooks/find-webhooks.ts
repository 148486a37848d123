import type { Context } from "../context.ts";
import { type Caller, includesRole, type Page, requireRole, type Slice } from "../people/index.ts";
import { listAttemptRows } from "./attempt-store.ts";
import type { AttemptEntry, Webhook } from "./model.ts";
import { findWebhookRow, listWebhookRows, type WebhookFilter } from "./webhook-store.ts";

export async function findWebhook(
  ctx: Context,
  caller: Caller,
  publicId: string,
): Promise<Webhook | undefined> {
  requireRole(caller, "viewer");
  return findWebhookRow(ctx.db, publicId);
}

/** In the order of their making. */
export async function listWebhooks(
  ctx: Context,
  caller: Caller,
  filter: WebhookFilter,
  slice: Slice,
): Promise<Page<Webhook>> {
  requireRole(caller, "viewer");
  return listWebhookRows(ctx.db, filter, slice);
}

/**
 * The tries of a webhook, newest first, each with its event. Whoever reads the answers of a receiver can read from any
 * server that the webhook can be pointed at, so the bodies are shown only to the role that may point it.
 */
export async function listAttempts(
  ctx: Context,
  caller: Caller,
  webhook: Webhook,
  slice: Slice,
): Promise<Page<AttemptEntry>> {
  requireRole(caller, "viewer");
  const page = await listAttemptRows(ctx.db, webhook.id, slice);
  return includesRole(caller.role, "admin") ? page : { ...page, items: page.items.map(withoutAnswer) };
}

function withoutAnswer(attempt: AttemptEntry): AttemptEntry {
  return attempt.response === null ? attempt : { ...attempt, response: { ...attempt.response, body: "" } };
}
