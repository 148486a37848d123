import type { OperatorMailConfig } from "./config.ts";
import type { Context } from "./core/context.ts";
import { startOperatorMails } from "./core/operator-notices/index.ts";
import type { Loop } from "./platform/background/loop.ts";
import { describeError } from "./platform/errors.ts";

/** Sends notices by mail; undefined when no mail server is set. */
export async function startOperatorMail(
  { db, log, metrics, publicUrl }: Context,
  config: OperatorMailConfig | undefined,
): Promise<Loop | undefined> {
  if (config === undefined) return undefined;
  // It takes 5 MB, which only those pay who send mail.
  const { createSmtpSender } = await import("./mail/smtp-sender.ts");
  const sender = createSmtpSender(config);
  // A mail server that is away keeps no pager from starting; who just wrote the settings sees in the log whether they work.
  void sender.check().then(
    () => log.info({ to: config.to }, "notices are sent by mail; the mail server answers"),
    (error) =>
      log.error({ error: describeError(error) }, "the mail server cannot be used; mails wait for it"),
  );
  return startOperatorMails({ db, log, metrics, publicUrl, sender });
}
