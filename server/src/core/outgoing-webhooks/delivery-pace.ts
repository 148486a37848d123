import { sql } from "kysely";

/**
 * A rate limit is kept by giving each message the moment at which it may start, over all servers: those of the next fifth
 * of a second are claimed, and start one after the other. A claim that comes late changes nothing then, as long as it is
 * not later than that.
 */
const aheadSeconds = 0.2;

/** How often a server looks for the next ones while there are some: twice within that time. */
export const paceLookMs = 100;
/** For how long it does so after the last one: another server may have been faster. */
export const paceLooksForMs = 1_000;

/**
 * Tokens of a webhook `w` with its health `h`; below 0 when messages are claimed ahead. After a pause two messages may
 * start at once, not more: a receiver with a limit is to be spared bursts. 1 where there is no limit.
 */
export const tokensOfNow = sql.raw(`least(2, 1 + w.rate_per_second,
  h.tokens + greatest(0, extract(epoch from now() - h.tokens_at)::float8) * w.rate_per_second)`);

/** How many may be claimed now; null where there is no limit. */
export const claimableNow = sql`floor(${tokensOfNow} + w.rate_per_second * ${sql.lit(aheadSeconds)})`;

/** When a claimed message may start, in milliseconds. @param place among those of its claim, from 1 */
export function startInMs(place: number, pace: { tokens: number; perSecond: number } | null): number {
  return pace === null ? 0 : Math.max(0, ((place - pace.tokens) / pace.perSecond) * 1_000);
}
