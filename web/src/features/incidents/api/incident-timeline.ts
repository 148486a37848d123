import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

const pageSize = 50;

/** What happened to an incident, newest first. */
export function incidentTimelineQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ["incidents", "one", id, "timeline"],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: pageSize, ...(pageParam === "" ? {} : { cursor: pageParam }) };
      const params = { path: { id }, query };
      return unwrap(api.GET("/api/v2/incidents/{id}/timeline", { params, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
}
