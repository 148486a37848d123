import { api, unwrap } from "../../../api/client.ts";
import type { GroupSummary } from "../model.ts";

const maxIds = 200;

/** What became of these groups; at most 200 of them are asked for. */
export async function findGroups(ids: readonly string[]): Promise<GroupSummary[]> {
  if (ids.length === 0) return [];
  const query = { id: ids.slice(0, maxIds), limit: maxIds };
  const { items } = await unwrap(api.GET("/api/v2/alert-groups", { params: { query } }));
  return items;
}
