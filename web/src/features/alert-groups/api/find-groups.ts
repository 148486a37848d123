import { api, unwrap } from "../../../api/client.ts";
import type { GroupSummary } from "../model.ts";

/** More are not asked for at once. */
export const maxIds = 200;

/** What became of these groups; those that are not answered are gone. */
export async function findGroups(ids: readonly string[]): Promise<GroupSummary[]> {
  if (ids.length === 0) return [];
  const query = { id: ids.slice(0, maxIds), limit: maxIds };
  const { items } = await unwrap(api.GET("/api/v2/alert-groups", { params: { query } }));
  return items;
}
