import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import type { IncidentSearch } from "../incident-search.ts";

const pageSize = 50;

/** Incidents the address asks for, newest first. */
export function incidentListQuery({ status, drill, severity, label, q }: IncidentSearch) {
  const filter = {
    ...(status === "all" ? {} : { status: status ?? ("active" as const) }),
    ...(drill ? { is_drill: String(drill === "only") } : {}),
    ...(severity ? { severity } : {}),
    ...(label ? { label } : {}),
    ...(q ? { q } : {}),
  };
  return infiniteQueryOptions({
    queryKey: ["incidents", "list", filter],
    queryFn: ({ pageParam, signal }) => {
      const page = { limit: pageSize, ...(pageParam === "" ? {} : { cursor: pageParam }) };
      return unwrap(api.GET("/api/v2/incidents", { params: { query: { ...filter, ...page } }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
}
