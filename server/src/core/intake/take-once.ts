import { AppError, describeError } from "../../platform/errors.ts";
import type { Context } from "../context.ts";
import { claimMessage, markMessageTaken, releaseMessage, type TopicMessage } from "./topic-message-store.ts";

export type TakenOnce<T> = { kind: "taken"; result: T } | { kind: "repeated" };

/**
 * Takes a message unless it was taken before, by whichever server. When it cannot be taken, it counts as never sent.
 * @throws AppError `unavailable` while another request with the same message is under way
 */
export async function takeOnce<T>(
  ctx: Context,
  message: TopicMessage,
  take: () => Promise<T>,
): Promise<TakenOnce<T>> {
  const claim = await claimMessage(ctx.db, message);
  if (claim === "taken") return { kind: "repeated" };
  if (claim === "busy")
    throw new AppError("unavailable", "This message is being taken already; send it again later.");
  const result = await take().catch(async (error: unknown) => {
    await quietly(ctx, () => releaseMessage(ctx.db, message));
    throw error;
  });
  await quietly(ctx, () => markMessageTaken(ctx.db, message));
  return { kind: "taken", result };
}

/** The message itself is safe by now, or its sender will try again. */
async function quietly({ log }: Context, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    log.warn({ error: describeError(error) }, "it could not be noted what became of a message");
  }
}
