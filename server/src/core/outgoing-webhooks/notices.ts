import { type Loop, startLoop } from "../../platform/background/loop.ts";
import type { Database, Transaction } from "../../platform/db/database.ts";
import { describeError } from "../../platform/errors.ts";
import type { Logger } from "../../platform/log.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { WakeBus } from "../context.ts";
import { standardDays } from "../operator-notices/index.ts";
import { recordAudit, systemCaller } from "../people/index.ts";
import { giveFailureNotice } from "./failure-notices.ts";
import { type DueNotice, findTrouble, takeDueNotices } from "./notice-store.ts";
import { switchOff } from "./switch-off.ts";
import { tellOperators } from "./tell-operators.ts";

/** Shares of the time of failing at which people are told. */
export const noticePercents: readonly number[] = [50, 70, 90, 100];

export interface NoticeTools {
  db: Database;
  log: Logger;
  metrics: Pick<Metrics, "webhookNoticed">;
  wake: Pick<WakeBus, "deliveries">;
}

/**
 * Tells of webhooks that deliver nothing for long, and switches off those whose owner chose so. Whichever server is
 * first does it; that it was told, its note and its messages commit together.
 * @returns how many notices were given
 */
export async function giveNotices({ db, log, metrics, wake }: NoticeTools): Promise<number> {
  const given = await db.transaction().execute(async (tx) => {
    const due = await takeDueNotices(tx, { percents: noticePercents, standardDays });
    for (const notice of due) await giveNotice(tx, notice);
    return due;
  });
  if (given.length > 0) wake.deliveries();
  for (const notice of given) {
    const { publicId: webhook, percent, failingSince } = notice;
    log.warn({ webhook, percent, failingSince }, "a webhook delivers nothing");
    metrics.webhookNoticed("failing");
    if (!isSwitchedOff(notice)) continue;
    log.error({ webhook, reason: reasonOf(notice) }, "a webhook was switched off");
    metrics.webhookNoticed("switched_off");
  }
  return given.length;
}

async function giveNotice(tx: Transaction, notice: DueNotice): Promise<void> {
  const { id, percent, failingSince } = notice;
  const trouble = await findTrouble(tx, id);
  if (!trouble) return;
  const { failedTries: failed_tries, givenUp: given_up } = trouble;
  await recordAudit(tx, {
    ...{ caller: systemCaller, action: "failing", objectType: "webhook", objectId: notice.publicId },
    detail: { percent, failing_since: failingSince, failed_tries, given_up },
  });
  if (isSwitchedOff(notice)) await switchOff(tx, id, { reason: reasonOf(notice), percent });
  else {
    await tellOperators(tx, { type: "webhook failing", snapshot: { ...trouble, percent, reason: null } }, [
      id,
    ]);
  }
}

function isSwitchedOff({ percent, disableAfterDays }: DueNotice): boolean {
  return percent >= 100 && disableAfterDays !== null;
}

function reasonOf({ disableAfterDays }: DueNotice): string {
  return `Nothing was delivered for ${disableAfterDays} days.`;
}

const lookEveryMs = 30_000;

export function startNotices(tools: NoticeTools): Loop {
  return startLoop({
    async run() {
      await giveNotices(tools);
      await giveFailureNotice(tools);
      return null;
    },
    maxIdleMs: lookEveryMs,
    onError: (error) =>
      tools.log.warn({ error: describeError(error) }, "notices about webhooks could not be given"),
  });
}
