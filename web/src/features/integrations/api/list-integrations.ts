import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** Integrations with this text in name or type, newest first. */
export function integrationListQuery(q: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ["integrations", "list", q ?? ""],
    queryFn: ({ signal, pageParam }) => {
      const query = {
        limit: 50,
        ...(q === undefined ? {} : { q }),
        ...(pageParam === "" ? {} : { cursor: pageParam }),
      };
      return unwrap(api.GET("/api/v2/integrations", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
}
