import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** All webhooks, newest first, a page at a time. */
export const webhookListQuery = infiniteQueryOptions({
  queryKey: ["webhooks", "list"],
  queryFn: ({ signal, pageParam }) =>
    unwrap(
      api.GET("/api/v2/webhooks", {
        params: { query: { limit: 50, ...(pageParam === "" ? {} : { cursor: pageParam }) } },
        signal,
      }),
    ),
  initialPageParam: "",
  getNextPageParam: ({ next_cursor }) => next_cursor,
  refetchInterval: 15_000,
});
