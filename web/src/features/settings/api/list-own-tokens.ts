import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

const pageSize = 100;

/** The tokens of whoever is signed in, revoked ones included, newest first. */
export const ownTokenListQuery = infiniteQueryOptions({
  queryKey: ["settings", "own-tokens"],
  queryFn: ({ pageParam, signal }) => {
    const query = { limit: pageSize, ...(pageParam === "" ? {} : { cursor: pageParam }) };
    return unwrap(api.GET("/api/v2/session/tokens", { params: { query }, signal }));
  },
  initialPageParam: "",
  getNextPageParam: (page) => page.next_cursor,
  select: ({ pages }) => pages.flatMap(({ items }) => items),
});
