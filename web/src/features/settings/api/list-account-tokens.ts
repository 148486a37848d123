import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

const pageSize = 100;

/** Tokens of a service account, revoked ones included, newest first. */
export function accountTokenListQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ["settings", "service-accounts", id, "tokens"],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: pageSize, ...(pageParam === "" ? {} : { cursor: pageParam }) };
      const params = { path: { id }, query };
      return unwrap(api.GET("/api/v2/service-accounts/{id}/tokens", { params, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
}
