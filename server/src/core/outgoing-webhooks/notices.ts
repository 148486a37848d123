import { type Loop, startLoop } from "../../platform/background/loop.ts";
import type { Database } from "../../platform/db/database.ts";
import { describeError } from "../../platform/errors.ts";
import type { Logger } from "../../platform/log.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { recordAudit, systemCaller } from "../people/index.ts";
import { type DueNotice, takeDueNotices } from "./notice-store.ts";
import { disableWebhook } from "./webhook-store.ts";

/** Shares of the time of failing at which people are told. */
export const noticePercents: readonly number[] = [50, 70, 90, 100];

const standardDays = 5;

/** Days of failing that are 100 percent; a webhook that is never switched off is told of by the same measure. */
export function disablingDays(disableAfterDays: number | null): number {
  return disableAfterDays ?? standardDays;
}

export interface NoticeTools {
  db: Database;
  log: Logger;
  metrics: Pick<Metrics, "webhookNoticed">;
}

/**
 * Tells of webhooks that deliver nothing for long, in log, metrics and audit log, and switches off those whose owner
 * chose so. Whichever server is first does it; a notice and its note commit together.
 * @returns how many notices were given
 */
export async function giveNotices({ db, log, metrics }: NoticeTools): Promise<number> {
  const given = await db.transaction().execute(async (tx) => {
    const due = await takeDueNotices(tx, { percents: noticePercents, standardDays });
    for (const notice of due) {
      const { publicId, percent, failingSince, failures } = notice;
      const detail = { percent, failing_since: failingSince, failures_in_a_row: failures };
      await recordAudit(tx, {
        ...{ caller: systemCaller, action: "failing", objectType: "webhook", objectId: publicId },
        detail,
      });
      if (isSwitchedOff(notice)) await disableWebhook(tx, notice.id, reasonOf(notice));
    }
    return due;
  });
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
      return null;
    },
    maxIdleMs: lookEveryMs,
    onError: (error) =>
      tools.log.warn({ error: describeError(error) }, "notices about webhooks could not be given"),
  });
}
