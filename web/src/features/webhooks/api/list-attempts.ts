import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import type { AttemptFilter } from "../model.ts";

/** The log of tries, newest first. */
export function attemptsQuery(webhook: string, filter: AttemptFilter) {
  return infiniteQueryOptions({
    queryKey: ["webhooks", "attempts", webhook, filter],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET("/api/v2/attempts", {
          params: {
            query: { limit: 50, webhook, ...filter, ...(pageParam === "" ? {} : { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ next_cursor }) => next_cursor,
    refetchInterval: 5_000,
  });
}

/** The newest try of one delivery among the last ones; null until there is one. */
export function attemptOfQuery(webhook: string, deliveryId: string) {
  return queryOptions({
    queryKey: ["webhooks", "attempt-of", webhook, deliveryId],
    queryFn: async ({ signal }) => {
      const query = { limit: 50, webhook };
      const { items } = await unwrap(api.GET("/api/v2/attempts", { params: { query }, signal }));
      return items.find(({ delivery_id }) => delivery_id === deliveryId) ?? null;
    },
    refetchInterval: ({ state }) => (state.data ? false : 700),
  });
}
