const units = { days: 86_400, hours: 3_600, minutes: 60, seconds: 1 } as const;
export type DurationUnit = keyof typeof units;
export const durationUnits = [
  "seconds",
  "minutes",
  "hours",
  "days",
] as const satisfies readonly DurationUnit[];

/** A time as people say it, in the largest unit of which it is a whole number. */
export function splitDuration(seconds: number): { amount: number; unit: DurationUnit } {
  const unit = durationUnits.findLast((each) => seconds > 0 && seconds % units[each] === 0) ?? "seconds";
  return { amount: seconds / units[unit], unit };
}

export function joinDuration({ amount, unit }: { amount: number; unit: DurationUnit }): number {
  return Math.round(amount * units[unit]);
}
