/** A server that lived this long was healthy: its end starts a new count. */
const HEALTHY_AFTER_MS = 30_000;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 10_000;

/** How many times in a row the server has ended soon after its start, this time included. */
export function failuresInRow(before: number, livedMs: number): number {
  return livedMs >= HEALTHY_AFTER_MS ? 1 : before + 1;
}

/** Pause before the next start in milliseconds: none the first three times, then doubling up to 10 s. */
export function restartDelayMs(failures: number): number {
  if (failures <= 3) return 0;
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 4));
}
