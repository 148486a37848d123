/** Seconds before tries 2, 3, …: a mail server may be away for a day. */
const delaysSeconds: readonly number[] = [
  ...[30, 60, 120, 300, 600, 900, 1_800],
  ...[3_600, 7_200, 14_400, 28_800, 28_800],
];

/** A notice that is older than this helps nobody: mail was set up later, or every server was away. */
const oldestHours = 48;

export type MailDecision = { kind: "again"; inSeconds: number } | { kind: "given up" };

/** What follows from a try that failed. @param tries with this one, from 1 */
export function afterFailedMail(tries: number): MailDecision {
  const inSeconds = delaysSeconds[tries - 1];
  return inSeconds === undefined ? { kind: "given up" } : { kind: "again", inSeconds };
}

export function isTooOldForMail(ageHours: number): boolean {
  return ageHours > oldestHours;
}
