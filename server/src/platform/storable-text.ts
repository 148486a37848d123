/** Text as PostgreSQL can store it: no NUL characters and no half surrogate pairs, which JSON escapes can produce. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "\uFFFD");
}

/** JSON text of plain data that jsonb accepts: every text inside is storable. */
export function jsonbText(data: unknown): string {
  return JSON.stringify(data, (_key, value) => (typeof value === "string" ? storableText(value) : value));
}
