import type { OperatorMailConfig } from "./config.ts";
import type { Context } from "./core/context.ts";
import { startOperatorMails } from "./core/operator-notices/index.ts";
import type { Loop } from "./platform/background/loop.ts";

/** Sends notices by mail; undefined when no mail server is set. */
export async function startOperatorMail(
  { db, log, metrics, publicUrl }: Context,
  config: OperatorMailConfig | undefined,
): Promise<Loop | undefined> {
  if (config === undefined) return undefined;
  // It takes 5 MB, which only those pay who send mail.
  const { createSmtpSender } = await import("./mail/smtp-sender.ts");
  return startOperatorMails({ db, log, metrics, publicUrl, sender: createSmtpSender(config) });
}
