import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** Open groups that another one may be attached to. */
export function rootCandidatesQuery(q: string) {
  return queryOptions({
    queryKey: ["alert-groups", "roots", q] as const,
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v2/alert-groups", {
          params: { query: { q: q || undefined, status: ["firing", "acknowledged", "silenced"], limit: 20 } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
