import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import type { GroupFilter } from "../filter.ts";

export const countsKey = ["alert-groups", "counts"] as const;

/** The server counts no further than this. */
export const countLimit = 1000;

/** How many groups are in each state under the other filters. */
export function groupCountsQuery({ q, integration, labels }: GroupFilter) {
  return queryOptions({
    queryKey: [...countsKey, { q, integration, labels }] as const,
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v2/alert-groups/counts", {
          params: { query: { q, integration, label: labels } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
