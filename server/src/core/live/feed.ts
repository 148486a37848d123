import { type Loop, startLoop } from "../../platform/background/loop.ts";
import { describeError } from "../../platform/errors.ts";
import type { Context } from "../context.ts";
import { type Change, type News, type Source, sources } from "./model.ts";
import { advance, forEachSource, positionOf, type Readings, readPosition, readUpTo } from "./rules.ts";
import { type ChangeRow, findChanges, readNewestIds } from "./store.ts";

type Listener = (news: News) => void;

const roundMs = 1000;
/** More changes than this are not named one by one. */
const maxRows = 1000;
/** Ids that were drawn before somebody listens, and may become visible after. */
const lookBack = 200;
/** After too much to follow, stragglers are covered by telling everybody to look again for a while. */
const uncertainRounds = 5;

/** Tells everybody in this process who listens what has changed, on whichever server it was changed. */
export class LiveFeed {
  readonly #ctx: Pick<Context, "db" | "log">;
  readonly #listeners = new Set<Listener>();
  #readings: Promise<Readings> | undefined;
  #loop: Loop | undefined;
  #round = 0;
  #uncertain = 0;

  constructor(ctx: Pick<Context, "db" | "log">) {
    this.#ctx = ctx;
  }

  /**
   * Calls `listener` with what happens from now on.
   * @returns what happened since the position, where one is given, and what ends the listening
   */
  async listen(listener: Listener, since?: string): Promise<{ missed: News; end: () => void }> {
    this.#listeners.add(listener);
    const end = () => void this.#listeners.delete(listener);
    try {
      const readings = await this.#begin();
      this.#loop ??= startLoop({
        run: () => this.#tellNews(),
        maxIdleMs: roundMs,
        onError: (error) => this.#ctx.log.debug({ error: describeError(error) }, "changes not read yet"),
      });
      return { missed: await findMissed(this.#ctx, readings, since), end };
    } catch (error) {
      end();
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.#listeners.clear();
    await this.#loop?.stop();
  }

  /** One look at the database for all listeners together, and none while nobody listens. */
  async #tellNews(): Promise<null> {
    if (this.#listeners.size === 0) {
      this.#readings = undefined;
      return null;
    }
    this.#round += 1;
    const readings = await this.#begin();
    const rows = await findChanges(this.#ctx.db, readings, maxRows);
    const next = isTooMuch(rows) ? undefined : advanceAll(readings, rows, this.#round);
    this.#uncertain = next ? Math.max(0, this.#uncertain - 1) : uncertainRounds;
    const moved = next ?? upTo(await readNewestIds(this.#ctx.db));
    this.#readings = Promise.resolve(moved);
    const changes = this.#uncertain > 0 ? "everything" : changesOf(rows);
    if (changes.length === 0) return null;
    for (const listener of this.#listeners) listener({ changes, position: positionOf(moved) });
    return null;
  }

  async #begin(): Promise<Readings> {
    this.#readings ??= beginReading(this.#ctx, this.#round);
    try {
      return await this.#readings;
    } catch (error) {
      this.#readings = undefined;
      throw error;
    }
  }
}

async function beginReading({ db }: Pick<Context, "db">, round: number): Promise<Readings> {
  const newest = await readNewestIds(db);
  const earlier = mapSources((source) => readUpTo(Math.max(0, newest[source] - lookBack)));
  const rows = await findChanges(db, earlier, lookBack);
  return advanceAll(earlier, rows, round) ?? upTo(newest);
}

async function findMissed({ db }: Pick<Context, "db">, known: Readings, since?: string): Promise<News> {
  const position = positionOf(known);
  if (since === undefined) return { changes: [], position };
  const from = readPosition(since);
  const rows = from && (await findChanges(db, from, maxRows));
  return { changes: !rows || isTooMuch(rows) ? "everything" : changesOf(rows), position };
}

function isTooMuch(rows: readonly ChangeRow[]): boolean {
  return sources.some((source) => rows.filter((row) => row.source === source).length >= maxRows);
}

function advanceAll(readings: Readings, rows: readonly ChangeRow[], round: number): Readings | undefined {
  return forEachSource((source) => {
    const ids = rows.filter((row) => row.source === source).map(({ rowId }) => rowId);
    return advance(readings[source], ids, round);
  });
}

function upTo(ids: Readonly<Record<Source, number>>): Readings {
  return mapSources((source) => readUpTo(ids[source]));
}

function mapSources<Value>(valueFor: (source: Source) => Value): Record<Source, Value> {
  return {
    ...{ timeline: valueFor("timeline"), alerts: valueFor("alerts"), incidents: valueFor("incidents") },
    removals: valueFor("removals"),
  };
}

/** One change for everything that happened to one group or incident. */
function changesOf(rows: readonly ChangeRow[]): Change[] {
  return [...new Map(rows.map(({ kind, id }) => [`${kind} ${id}`, { kind, id }])).values()];
}
