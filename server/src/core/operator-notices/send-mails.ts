import { type Loop, startLoop } from "../../platform/background/loop.ts";
import type { Database } from "../../platform/db/database.ts";
import { describeError } from "../../platform/errors.ts";
import { type Instant, instantToMs } from "../../platform/instant.ts";
import type { Logger } from "../../platform/log.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { afterFailedMail, isTooOldForMail } from "./mail-rules.ts";
import { composeMail, type MailText } from "./mail-text.ts";
import { type ClaimedMail, claimMail, finishMail, type MailEnd } from "./notice-store.ts";

/** What hands mails to a mail server. */
export interface MailSender {
  /** The longest that `send` takes. */
  deadlineSeconds: number;
  /**
   * Sends to every operator. Resolves when the mail server has taken it.
   * @param id the same for every try, so that a mail that came twice is recognised
   */
  send(mail: MailText & { id: string }): Promise<void>;
  /** Reaches the mail server and signs in, without sending anything. */
  check(): Promise<void>;
}

export interface OperatorMailTools {
  db: Database;
  log: Logger;
  metrics: Pick<Metrics, "mailTried">;
  publicUrl: string;
  sender: MailSender;
}

const lookEveryMs = 5_000;
/** A claim outlives the deadline of its mail by this. */
const claimMarginSeconds = 15;

/** Sends what operators are to be told, as each server with a mail server does. */
export function startOperatorMails(tools: OperatorMailTools): Loop {
  return startLoop({
    run: async () => ((await sendNextMail(tools)) ? 0 : null),
    maxIdleMs: lookEveryMs,
    onError: (error) =>
      tools.log.warn({ error: describeError(error) }, "mails to operators could not be read"),
  });
}

/** Tries the mail that has been due for longest. @returns false when none is due */
export async function sendNextMail(tools: OperatorMailTools): Promise<boolean> {
  const { db, sender } = tools;
  const mail = await claimMail(db, sender.deadlineSeconds + claimMarginSeconds);
  if (!mail) return false;
  const end = await trySending(mail, tools);
  tellHowItEnded(mail, end, tools);
  await finishMail(db, mail, end);
  return true;
}

async function trySending(mail: ClaimedMail, { sender, publicUrl }: OperatorMailTools): Promise<MailEnd> {
  if (isTooOldForMail(mail.ageHours)) return { kind: "given up", error: "It was too old to be sent." };
  try {
    await sender.send({ ...composeMail(mail.notice, publicUrl), id: idOf(mail.id, mail.at) });
    return { kind: "sent" };
  } catch (error) {
    return { ...afterFailedMail(mail.tries), error: describeError(error) };
  }
}

function idOf(id: number, at: Instant): string {
  return `notice-${id}-${instantToMs(at)}`;
}

function tellHowItEnded(
  { notice, tries }: ClaimedMail,
  end: MailEnd,
  { log, metrics }: OperatorMailTools,
): void {
  switch (end.kind) {
    case "sent":
      metrics.mailTried("sent");
      return;
    case "again": {
      metrics.mailTried("failed");
      const { inSeconds, error } = end;
      log.warn(
        { notice: notice.type, tries, inSeconds, error },
        "a mail to operators failed and is tried again",
      );
      return;
    }
    case "given up":
      metrics.mailTried("given_up");
      log.error({ notice: notice.type, tries, error: end.error }, "a mail to operators was given up");
  }
}
