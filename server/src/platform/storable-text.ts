/** Text as PostgreSQL can store it: no NUL characters and no half surrogate pairs, which JSON escapes can produce. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "\uFFFD");
}
