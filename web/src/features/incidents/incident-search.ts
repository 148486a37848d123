/** What the address of the list says is shown. */
export interface IncidentSearch {
  /** Active ones when absent. */
  status?: "resolved" | "all";
  severity?: string;
  /** Drills and real ones when absent. */
  drill?: "only" | "none";
  label?: string;
  q?: string;
  /** The form for a new incident is open. */
  declare?: true;
}

const maxLength = 200;

export function readIncidentSearch(search: Record<string, unknown>): IncidentSearch {
  const { status, drill } = search;
  return {
    ...(status === "resolved" || status === "all" ? { status } : {}),
    ...(drill === "only" || drill === "none" ? { drill } : {}),
    ...readText(search, "severity"),
    ...readText(search, "label"),
    ...readText(search, "q"),
    ...(search.declare === true ? { declare: true } : {}),
  };
}

function readText<Key extends string>(
  search: Record<string, unknown>,
  key: Key,
): Partial<Record<Key, string>> {
  const value = search[key];
  const isText = typeof value === "string" || typeof value === "number";
  const text = isText ? String(value).trim().slice(0, maxLength) : "";
  return text === "" ? {} : ({ [key]: text } as Record<Key, string>);
}

/** Whether anything but the status narrows the list. */
export function isNarrowed({ severity, drill, label, q }: IncidentSearch): boolean {
  return [severity, drill, label, q].some((value) => value !== undefined);
}
