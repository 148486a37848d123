import type { Context } from "../context.ts";
import { applyChange } from "./perform-action.ts";
import { changeBy } from "./rules.ts";
import * as store from "./store.ts";

const groupsAtOnce = 200;

/** Un-silences the groups whose time has come. @returns seconds until the next one, or null when none is silenced */
export async function endDueSilences(ctx: Context): Promise<number | null> {
  for (let ended = groupsAtOnce; ended === groupsAtOnce; ) ended = await endSome(ctx);
  return store.findNextSilenceEnd(ctx.db);
}

async function endSome(ctx: Context): Promise<number> {
  const ended = await ctx.db.transaction().execute(async (tx) => {
    const groups = await store.lockEndedSilences(tx, groupsAtOnce);
    if (groups.length === 0) return 0;
    const { now } = await store.readClock(tx, 0);
    for (const group of groups) {
      const followers = await store.lockAttachedGroups(tx, group.id);
      const silenced = [group, ...followers].filter((member) => member.state.status === "silenced");
      const rule = {
        action: { kind: "unsilence" },
        actor: { kind: "system" },
        now,
        silenceUntil: null,
      } as const;
      const works = silenced.map((member) => ({
        group: member,
        change: changeBy(member, { ...rule, reason: "the silence ended" }),
      }));
      await applyChange(ctx, tx, works, now);
    }
    return groups.length;
  });
  if (ended > 0) ctx.wake.deliveries();
  return ended;
}
