/** Something that readers may be looking at was changed, or is gone. */
export interface Change {
  kind: "alert group" | "incident";
  /** Public id. */
  id: string;
}

/** The append-only tables that tell of every change. Each change adds a row in the transaction that makes it. */
export const sources = ["timeline", "alerts", "incidents", "removals"] as const;
export type Source = (typeof sources)[number];

/** What happened since the last news; `everything`: too much to name, or some of it is not known. */
export interface News {
  changes: readonly Change[] | "everything";
  /** Where to go on after these news, on any server. */
  position: string;
}
