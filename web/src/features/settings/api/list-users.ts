import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

const pageSize = 200;

/** Users, deactivated ones included, newest first. */
export const userListQuery = infiniteQueryOptions({
  queryKey: ["settings", "users"],
  queryFn: ({ pageParam, signal }) => {
    const query = { limit: pageSize, ...(pageParam === "" ? {} : { cursor: pageParam }) };
    return unwrap(api.GET("/api/v2/users", { params: { query }, signal }));
  },
  initialPageParam: "",
  getNextPageParam: (page) => page.next_cursor,
  select: ({ pages }) => pages.flatMap(({ items }) => items),
});
