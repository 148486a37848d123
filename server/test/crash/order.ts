import type { Receipt } from "./receiver.ts";

/** Messages of one webhook that arrived for the first time after a later one about the same group had been taken. */
export function findOvertaken(receipts: readonly Receipt[]): string[] {
  const latest = new Map<string, number>();
  const seen = new Set<string>();
  const overtaken: string[] = [];
  for (const { groupId, sequence, messageId, status } of receipts) {
    if (status !== 200) continue;
    if (!seen.has(messageId) && sequence < (latest.get(groupId) ?? 0)) overtaken.push(messageId);
    seen.add(messageId);
    latest.set(groupId, Math.max(sequence, latest.get(groupId) ?? 0));
  }
  return overtaken;
}
