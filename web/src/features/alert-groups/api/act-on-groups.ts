import { api, unwrap } from "../../../api/client.ts";
import type { GroupAction } from "../model.ts";

const maxAtOnce = 100;

/** What was done to each group by id, so that it can be taken back as long as nobody has changed it since. */
export type Versions = Readonly<Record<string, string>>;

export interface BulkOutcome {
  done: Versions;
  refused: { id: string; message: string }[];
}

/** Does the same to several groups; each succeeds or is refused by itself. */
export async function actOnGroups(
  ids: readonly string[],
  action: GroupAction,
  versions: Versions = {},
): Promise<BulkOutcome> {
  const done: Record<string, string> = {};
  const outcome: BulkOutcome = { done, refused: [] };
  for (let at = 0; at < ids.length; at += maxAtOnce) {
    const some = ids.slice(at, at + maxAtOnce);
    const known = Object.fromEntries(Object.entries(versions).filter(([id]) => some.includes(id)));
    const body = { ids: some, do: action, versions: known };
    const { results } = await unwrap(api.POST("/api/v2/alert-groups/bulk-actions", { body }));
    for (const result of results) {
      if (result.result === "done") done[result.id] = result.version;
      else outcome.refused.push({ id: result.id, message: result.error.message });
    }
  }
  return outcome;
}
