/** A piece of a replacement: text, or a group by number or name. */
export type ReplacementPart = string | { readonly group: number | string };

/** Go's `Regexp.Expand` syntax: `$name` is as long as possible, `$$` is a dollar, anything malformed is text. */
export function parseReplacement(replacement: string): ReplacementPart[] {
  const parts: ReplacementPart[] = [];
  let from = 0;
  for (;;) {
    const dollar = replacement.indexOf("$", from);
    if (dollar < 0) return [...parts, replacement.slice(from)];
    parts.push(replacement.slice(from, dollar));
    const reference = /^\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/u.exec(
      replacement.slice(dollar, dollar + 200),
    );
    const name = reference?.[1] ?? reference?.[2];
    parts.push(name === undefined ? "$" : { group: groupOf(name) });
    from = dollar + (reference?.[0].length ?? 1);
  }
}

function groupOf(name: string): number | string {
  return /^(0|[1-9][0-9]{0,8})$/.test(name) ? Number(name) : name;
}
