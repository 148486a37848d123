import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** Everything that is shown of one group lies below this key. */
export function groupKey(id: string) {
  return ["alert-groups", "one", id] as const;
}

/** One alert group. */
export function groupQuery(id: string) {
  return queryOptions({
    queryKey: [...groupKey(id), "detail"] as const,
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v2/alert-groups/{id}", { params: { path: { id } }, signal })),
  });
}
