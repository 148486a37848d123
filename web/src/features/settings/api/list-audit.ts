import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import type { AuditSearch } from "../audit-search.ts";

const pageSize = 50;

/** Who changed what, newest first. */
export function auditQuery(filter: AuditSearch) {
  return infiniteQueryOptions({
    queryKey: ["settings", "audit", filter],
    queryFn: ({ pageParam, signal }) => {
      const page = { limit: pageSize, ...(pageParam === "" ? {} : { cursor: pageParam }) };
      return unwrap(api.GET("/api/v2/audit", { params: { query: { ...filter, ...page } }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
}
