/** A key press, as far as shortcuts care. */
export interface KeyPress {
  key: string;
  hasModifier: boolean;
}

/** What a press means, given the key that came before it: "g" then "a" is "g a". */
export function matchKeys(
  known: readonly string[],
  pending: string | undefined,
  { key, hasModifier }: KeyPress,
): { match: string | undefined; pending: string | undefined } {
  if (hasModifier) return { match: undefined, pending: undefined };
  if (pending !== undefined) {
    const sequence = `${pending} ${key}`;
    if (known.includes(sequence)) return { match: sequence, pending: undefined };
  }
  if (known.includes(key)) return { match: key, pending: undefined };
  const begins = known.some((keys) => keys.startsWith(`${key} `));
  return { match: undefined, pending: begins ? key : undefined };
}
