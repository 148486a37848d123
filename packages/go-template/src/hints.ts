import { defaultHints } from "./hint-texts.ts";

/** What to suggest for a failure, from its wording; an empty text when nothing helps. */
export function hintFor(reason: string, knownNames: Iterable<string>): string {
  const unknown = /^function "(.+)" not defined$/.exec(reason)?.[1];
  if (unknown !== undefined) return suggestName(unknown, knownNames);
  return defaultHints.find(({ pattern }) => pattern.test(reason))?.hint ?? "";
}

function suggestName(name: string, knownNames: Iterable<string>): string {
  const nearest = nearestName(name, knownNames);
  return nearest === undefined ? "" : `did you mean "${nearest}"?`;
}

/** The known name with the fewest edits, if they are few for its length. */
export function nearestName(name: string, knownNames: Iterable<string>): string | undefined {
  const allowed = Math.max(1, Math.floor(name.length / 3));
  let best: string | undefined;
  let bestDistance = allowed + 1;
  for (const known of knownNames) {
    if (Math.abs(known.length - name.length) > allowed) continue;
    const distance = editDistance(name.toLowerCase(), known.toLowerCase());
    if (distance < bestDistance) {
      best = known;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
