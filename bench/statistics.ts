/** The middle value with the smallest and the largest. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  return {
    median: percentile(sorted, 0.5),
    least: sorted[0] ?? Number.NaN,
    most: sorted.at(-1) ?? Number.NaN,
  };
}

/** `sorted` in rising order. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export interface Round {
  product: number;
  /** Mean of the yardstick before and after. */
  yardstick: number;
}

/** Takes yardstick, product, yardstick in turn, so that a machine that becomes slower slows both. */
export async function takeRounds(
  rounds: number,
  yardstick: () => Promise<number>,
  product: () => Promise<number>,
): Promise<Round[]> {
  const taken: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = await yardstick();
    const measured = await product();
    const after = await yardstick();
    taken.push({ product: measured, yardstick: (before + after) / 2 });
  }
  return taken;
}
