import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

const pageSize = 100;

/** API tokens, revoked ones included, newest first. */
export const tokenListQuery = infiniteQueryOptions({
  queryKey: ["settings", "tokens"],
  queryFn: ({ pageParam, signal }) => {
    const query = { limit: pageSize, ...(pageParam === "" ? {} : { cursor: pageParam }) };
    return unwrap(api.GET("/api/v2/tokens", { params: { query }, signal }));
  },
  initialPageParam: "",
  getNextPageParam: (page) => page.next_cursor,
  select: ({ pages }) => pages.flatMap(({ items }) => items),
});
