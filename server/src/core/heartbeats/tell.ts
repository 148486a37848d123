import type { Transaction } from "../../platform/db/database.ts";
import type { Instant } from "../../platform/instant.ts";
import type { Context } from "../context.ts";
import { insertInjected } from "../intake/inject.ts";
import type { Heartbeat, NoticeKind } from "./model.ts";
import { noticeFacts, noticeOf, plainHeartbeatPayload } from "./notice.ts";

export interface Telling {
  heartbeat: Heartbeat;
  integrationType: string;
  kind: NoticeKind;
  now: Instant;
}

/** Puts alerts about heartbeats in line like those that are received, in the transaction that found them out. */
export async function tell(ctx: Context, tx: Transaction, tellings: readonly Telling[]): Promise<void> {
  if (tellings.length === 0) return;
  await insertInjected(
    tx,
    tellings.map(({ heartbeat, integrationType, kind, now }) => {
      const notice = noticeOf(heartbeat, { kind, now, lastPingAt: heartbeat.state.lastPingAt });
      const module = ctx.integrationTypes.find(integrationType);
      const payload = module?.heartbeatPayload?.(notice) ?? plainHeartbeatPayload(integrationType, notice);
      return { integrationId: heartbeat.integrationId, payload, facts: noticeFacts(notice) };
    }),
  );
}
