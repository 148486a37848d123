import { describeError } from "../../platform/errors.ts";
import type { Context } from "../context.ts";
import {
  type IntakeWriter,
  insertRefusedRequest,
  parseBody,
  type TokenOwner,
  toReceivedRequest,
} from "../intake/index.ts";
import type { MailPayload } from "./payload.ts";

export interface MailServices {
  ctx: Context;
  writer: IntakeWriter;
}

/** `refused`: this mail can never become an alert here, in words for its sender. */
export type MailReceipt = { kind: "stored" } | { kind: "refused"; reason: string };

const contentType = "application/json";

/** Why an integration takes no mail at all; undefined when it does. As in OnCall, mail may go to any type. */
export function whyNoMail({ secrets }: TokenOwner): string | undefined {
  return secrets.length > 0
    ? "This integration takes signed requests only, and a mail has no signature."
    : undefined;
}

/**
 * Stores a mail as a request to an integration, durably.
 * @throws AppError `unavailable` when it cannot be stored in time: the sender should try again
 */
export async function receiveMail(
  services: MailServices,
  owner: TokenOwner,
  payload: MailPayload,
): Promise<MailReceipt> {
  const { ctx, writer } = services;
  const body = Buffer.from(JSON.stringify(payload));
  const reason = whyNoMail(owner) ?? whyUnreadable(ctx, owner, body);
  if (reason !== undefined) {
    await keepRefused(ctx, owner, { body, reason });
    return { kind: "refused", reason };
  }
  await writer.write({ integrationId: owner.id, contentType, body, request: null, isAwaited: false });
  ctx.wake.intake();
  return { kind: "stored" };
}

/** Whether the type's tool can make sense of any mail at all. */
export function canReadMail(ctx: Context, type: string): boolean {
  const sample: MailPayload = { subject: "subject", message: "message", sender: "sender@example.com" };
  return whyUnreadable(ctx, { type }, Buffer.from(JSON.stringify(sample))) === undefined;
}

/** A tool that insists on the shape of its payloads finds none in a mail. */
function whyUnreadable(
  ctx: Context,
  owner: Pick<TokenOwner, "type" | "mapping" | "options">,
  body: Buffer,
): string | undefined {
  const parsed = parseBody(contentType, body);
  if (parsed.kind !== "payload") return "The mail cannot be written as JSON.";
  return ctx.integrationTypes.find(owner.type)?.refuse?.(toReceivedRequest(parsed.payload, null, owner));
}

/** Failing to keep a mail for diagnosis must not change the answer. */
async function keepRefused(
  ctx: Context,
  owner: TokenOwner,
  { body, reason }: { body: Buffer; reason: string },
): Promise<void> {
  try {
    await insertRefusedRequest(ctx.db, { integrationId: owner.id, contentType, body, request: null, reason });
  } catch (error) {
    ctx.log.warn({ error: describeError(error) }, "a refused mail could not be kept for diagnosis");
  }
}
