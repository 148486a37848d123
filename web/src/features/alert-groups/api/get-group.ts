import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** One alert group. */
export function groupQuery(id: string) {
  return queryOptions({
    queryKey: ["alert-groups", "one", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v2/alert-groups/{id}", { params: { path: { id } }, signal })),
  });
}
