const maxPaths = 200;
const maxDepth = 6;

/** Paths at which a payload has a text or a number, as the field mapping writes them; none when it is no JSON. */
export function payloadPaths(text: string): string[] {
  const found = new Set<string>();
  collect(parse(text), [], found);
  return [...found];
}

function collect(value: unknown, path: readonly string[], found: Set<string>): void {
  if (found.size >= maxPaths || path.length > maxDepth) return;
  if (typeof value !== "object" || value === null) {
    const isText = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    if (isText && path.length > 0) found.add(path.join("."));
    return;
  }
  const entries = Object.entries(value).filter(([key]) => key.trim() !== "" && !key.includes("."));
  for (const [key, child] of entries.slice(0, maxPaths)) collect(child, [...path, key], found);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
