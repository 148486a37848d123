import { z } from "zod";
import { AppError } from "../../platform/errors.ts";
import type { Instant } from "../../platform/instant.ts";

export interface PageRequest {
  cursor?: string | undefined;
  limit: number;
}

/** A page as it is answered. */
export interface PageAnswer<Item> {
  items: Item[];
  next_cursor: string | null;
}

const idSchema = z.int().positive();
const instantText = z.string().regex(/^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/);
const timeSchema = z.tuple([instantText, idSchema]);

/** Pages of a list that is ordered by id. `fetch` gets one more than is shown, to know whether there is a next page. */
export async function pageById<Row extends { id: number }, Item>(
  { cursor, limit }: PageRequest,
  fetch: (slice: { beforeId: number | undefined; limit: number }) => Promise<Row[]>,
  present: (row: Row) => Item,
): Promise<PageAnswer<Item>> {
  const beforeId = cursor === undefined ? undefined : decode(cursor, idSchema);
  const rows = await fetch({ beforeId, limit: limit + 1 });
  return toPage(rows, limit, { cursorOf: (row) => row.id, present });
}

/** Pages of a list that is ordered by time and, within one moment, by id. */
export async function pageByTime<Row extends { id: number }, Item>(
  { cursor, limit }: PageRequest,
  fetch: (slice: { before: { at: Instant; id: number } | undefined; limit: number }) => Promise<Row[]>,
  { atOf, present }: { atOf: (row: Row) => Instant; present: (row: Row) => Item },
): Promise<PageAnswer<Item>> {
  const position = cursor === undefined ? undefined : decode(cursor, timeSchema);
  const before = position && { at: position[0] as Instant, id: position[1] };
  const rows = await fetch({ before, limit: limit + 1 });
  return toPage(rows, limit, { cursorOf: (row) => [atOf(row), row.id], present });
}

/** Pages whose source decides how much one of them holds. */
export async function pageBySource<Row extends { id: number }, Item>(
  { cursor, limit }: PageRequest,
  fetch: (slice: {
    beforeId: number | undefined;
    limit: number;
  }) => Promise<{ rows: readonly Row[]; hasMore: boolean }>,
  present: (row: Row) => Item,
): Promise<PageAnswer<Item>> {
  const beforeId = cursor === undefined ? undefined : decode(cursor, idSchema);
  const { rows, hasMore } = await fetch({ beforeId, limit });
  const last = rows.at(-1);
  return { items: rows.map(present), next_cursor: hasMore && last ? encode(last.id) : null };
}

function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  { cursorOf, present }: { cursorOf: (row: Row) => unknown; present: (row: Row) => Item },
): PageAnswer<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return {
    items: shown.map(present),
    next_cursor: hasMore ? encode(cursorOf(last)) : null,
  };
}

function encode(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

function decode<Schema extends z.ZodType>(cursor: string, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(parseText(Buffer.from(cursor, "base64url").toString("utf8")));
  if (!parsed.success) {
    throw new AppError("invalid_input", "This is not a cursor of this list.", { field: "cursor" });
  }
  return parsed.data;
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
