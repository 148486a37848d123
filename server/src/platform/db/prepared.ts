import { createHash } from "node:crypto";
import type pg from "pg";

/**
 * Statements that begin with this comment are prepared once for each connection: PostgreSQL then plans them once, not
 * at every call, which for the small statements on an alert's way costs more than running them. Only for inserts and for
 * reads of tables that stay small: a plan made while a table was nearly empty scans it from end to end when it has
 * grown, until its next ANALYZE.
 */
export const preparedMark = "/* prepared */";

const nameLength = 20;
const names = new Map<string, string>();

/** Makes a connection send marked statements under a name of their own. */
export function prepareMarkedStatements(client: pg.ClientBase): void {
  const query = client.query.bind(client) as (...words: unknown[]) => unknown;
  const named = (first: unknown, values: unknown, ...rest: unknown[]): unknown => {
    if (typeof first !== "string" || !Array.isArray(values) || !isMarked(first))
      return query(first, values, ...rest);
    return query({ name: nameOf(first), text: first, values }, ...rest);
  };
  Object.assign(client, { query: named });
}

function isMarked(text: string): boolean {
  return text.trimStart().startsWith(preparedMark);
}

/** The texts are those of our stores, so there are few of them. */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `tocsin_${createHash("sha256").update(text).digest("hex").slice(0, nameLength)}`;
  names.set(text, name);
  return name;
}
