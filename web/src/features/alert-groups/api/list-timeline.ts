import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import { groupKey } from "./get-group.ts";

const limit = 50;

/** What happened to a group, newest first. */
export function groupTimelineQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: [...groupKey(id), "timeline"] as const,
    queryFn: ({ pageParam: cursor, signal }) =>
      unwrap(
        api.GET("/api/v2/alert-groups/{id}/timeline", {
          params: { path: { id }, query: { cursor, limit } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}
