/** From least to most; any other short word may be given as well. */
export const knownSeverities = ["pending", "minor", "major", "critical"] as const;

/** The known ones and, when it is another, the given one. */
export function severityChoices(given: string | undefined): string[] {
  const isKnown = given === undefined || knownSeverities.some((known) => known === given);
  return isKnown ? [...knownSeverities] : [...knownSeverities, given];
}
