import type pg from "pg";

/**
 * PostgreSQL plans a statement at every call, which for those on an alert's way costs more than running them. Prepared
 * under a name it is planned once for a connection, by one of two marks that the text begins with:
 *
 * `prepared` is for inserts and for reads of tables that stay small: any plan is good for ever.
 *
 * `prepared briefly` is for what reads queues and groups. A plan made while a table was nearly empty scans it from end to
 * end when it has grown, so it is thrown away after a few seconds, and at once when a call was slow.
 */
export const preparedMark = "/* prepared */";
export const brieflyPreparedMark = "/* prepared briefly */";

const briefLifeMs = 5_000;
const slowMs = 40;

interface Prepared {
  name: string;
  /** By performance.now(); Infinity: never. */
  expiresAt: number;
}

/** What pg keeps of a connection: a name in here is not parsed again. Not among its types. */
interface NamedStatements {
  connection?: { parsedStatements?: Record<string, unknown> };
}

/** Makes a connection send marked statements under a name of their own. */
export function prepareMarkedStatements(client: pg.ClientBase): void {
  const query = client.query.bind(client) as (...words: unknown[]) => unknown;
  const statements = new Map<string, Prepared>();
  let number = 0;

  function prepare(text: string, lifeMs: number): Prepared {
    number += 1;
    const made = { name: `tocsin_${number}`, expiresAt: performance.now() + lifeMs };
    statements.set(text, made);
    return made;
  }

  /** In a failed transaction this is refused; then the plan stays until the connection ends. */
  async function forget({ name }: Prepared): Promise<void> {
    try {
      await query(`deallocate ${name}`);
      delete (client as NamedStatements).connection?.parsedStatements?.[name];
    } catch {
      // The statement that follows tells what is wrong.
    }
  }

  async function runBriefly(text: string, run: (name: string) => unknown): Promise<unknown> {
    let prepared = statements.get(text);
    if (prepared !== undefined && performance.now() >= prepared.expiresAt) {
      await forget(prepared);
      prepared = undefined;
    }
    prepared ??= prepare(text, briefLifeMs);
    const startedAt = performance.now();
    try {
      return await run(prepared.name);
    } finally {
      if (performance.now() - startedAt > slowMs) prepared.expiresAt = Number.NEGATIVE_INFINITY;
    }
  }

  function named(first: unknown, values: unknown, ...rest: unknown[]): unknown {
    if (typeof first !== "string" || !Array.isArray(values)) return query(first, values, ...rest);
    const run = (name: string) => query({ name, text: first, values }, ...rest);
    const text = first.trimStart();
    if (text.startsWith(preparedMark)) {
      return run((statements.get(first) ?? prepare(first, Number.POSITIVE_INFINITY)).name);
    }
    return text.startsWith(brieflyPreparedMark) ? runBriefly(first, run) : query(first, values, ...rest);
  }
  Object.assign(client, { query: named });
}
