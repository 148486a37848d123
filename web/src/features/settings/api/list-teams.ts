import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

const pageSize = 100;

/** Teams, newest first. */
export const teamListQuery = infiniteQueryOptions({
  queryKey: ["settings", "teams"],
  queryFn: ({ pageParam, signal }) => {
    const query = { limit: pageSize, ...(pageParam === "" ? {} : { cursor: pageParam }) };
    return unwrap(api.GET("/api/v2/teams", { params: { query }, signal }));
  },
  initialPageParam: "",
  getNextPageParam: (page) => page.next_cursor,
  select: ({ pages }) => pages.flatMap(({ items }) => items),
});
