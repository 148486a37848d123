import { api, unwrap } from "../../../api/client.ts";
import type { GroupAction } from "../model.ts";

const maxAtOnce = 100;

export interface BulkOutcome {
  done: string[];
  refused: { id: string; message: string }[];
}

/** Does the same to several groups; each succeeds or is refused by itself. */
export async function actOnGroups(ids: readonly string[], action: GroupAction): Promise<BulkOutcome> {
  const outcome: BulkOutcome = { done: [], refused: [] };
  for (let at = 0; at < ids.length; at += maxAtOnce) {
    const body = { ids: ids.slice(at, at + maxAtOnce), do: action };
    const { results } = await unwrap(api.POST("/api/v2/alert-groups/bulk-actions", { body }));
    for (const result of results) {
      if (result.result === "done") outcome.done.push(result.id);
      else outcome.refused.push({ id: result.id, message: result.error.message });
    }
  }
  return outcome;
}
