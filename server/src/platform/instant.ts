declare const brand: unique symbol;

/** A moment as the database gives it: `2026-01-31T10:00:00Z` or with six fractional digits before the `Z`. */
export type Instant = string & { readonly [brand]: "instant" };

/** Reads PostgreSQL's text of a timestamptz in a session whose time zone is UTC. */
export function instantFromPostgres(text: string): Instant {
  const match = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/.exec(text);
  if (!match) throw new Error(`not a timestamptz in UTC: ${text}`);
  const fraction = match[3] === undefined ? "" : `.${match[3].padEnd(6, "0")}`;
  return `${match[1]}T${match[2]}${fraction}Z` as Instant;
}

export function instantFromDate(date: Date): Instant {
  return date
    .toISOString()
    .replace(/\.(\d{3})Z$/, (_, ms: string) => (ms === "000" ? "Z" : `.${ms}000Z`)) as Instant;
}

/** Milliseconds since 1970, the fraction below a millisecond dropped. */
export function instantToMs(instant: Instant): number {
  return Date.parse(instant);
}

/** Python's `isoformat()` of an aware UTC datetime: `+00:00` instead of `Z`. */
export function pythonIsoFormat(instant: Instant): string {
  return `${instant.slice(0, -1)}+00:00`;
}
