import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

const pageSize = 100;

/** Service accounts, newest first. */
export const serviceAccountListQuery = infiniteQueryOptions({
  queryKey: ["settings", "service-accounts"],
  queryFn: ({ pageParam, signal }) => {
    const query = { limit: pageSize, ...(pageParam === "" ? {} : { cursor: pageParam }) };
    return unwrap(api.GET("/api/v2/service-accounts", { params: { query }, signal }));
  },
  initialPageParam: "",
  getNextPageParam: (page) => page.next_cursor,
  select: ({ pages }) => pages.flatMap(({ items }) => items),
});
