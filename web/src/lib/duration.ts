const units = { days: 86_400, hours: 3_600, minutes: 60, seconds: 1 } as const;
export type DurationUnit = keyof typeof units;
export const durationUnits = [
  "seconds",
  "minutes",
  "hours",
  "days",
] as const satisfies readonly DurationUnit[];

const signs: Readonly<Record<DurationUnit, string>> = {
  days: "d",
  hours: "h",
  minutes: "min",
  seconds: "s",
};

/** A time as people say it, in the largest unit of which it is a whole number. */
export function splitDuration(seconds: number): { amount: number; unit: DurationUnit } {
  const unit = durationUnits.findLast((each) => seconds > 0 && seconds % units[each] === 0) ?? "seconds";
  return { amount: seconds / units[unit], unit };
}

export function joinDuration({ amount, unit }: { amount: number; unit: DurationUnit }): number {
  return Math.round(amount * units[unit]);
}

/** "30 s", "90 min", "1 d": exact, so that it can be read back. */
export function writeDuration(seconds: number): string {
  const { amount, unit } = splitDuration(seconds);
  return `${amount} ${signs[unit]}`;
}

/** Seconds of "30 s", "5m", "1.5 h", "2 days" or a mere number of seconds; undefined when it is no time. */
export function readDuration(text: string): number | undefined {
  const [, amount = "", word = ""] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const unit = durationUnits.find((each) => isWordOf(word.toLowerCase(), each));
  return amount === "" || unit === undefined ? undefined : joinDuration({ amount: Number(amount), unit });
}

function isWordOf(word: string, unit: DurationUnit): boolean {
  if (word === "") return unit === "seconds";
  return word === signs[unit] || (word !== "" && unit.startsWith(word));
}
