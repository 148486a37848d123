/** What the address says the audit log is narrowed to. */
export interface AuditSearch {
  actor?: string;
  object_type?: string;
  object_id?: string;
}

const keys = ["actor", "object_type", "object_id"] as const;
const maxLength = 200;

export function readAuditSearch(search: Record<string, unknown>): AuditSearch {
  const entries = keys.flatMap((key) => {
    const value = search[key];
    const text = typeof value === "string" ? value.trim().slice(0, maxLength) : "";
    return text === "" ? [] : [[key, text] as const];
  });
  return Object.fromEntries(entries);
}
