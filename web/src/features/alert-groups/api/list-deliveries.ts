import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import { groupKey } from "./get-group.ts";

const refetchMs = 3_000;

/** What outgoing webhooks were told of a group; asked for again while something is on its way. */
export function groupDeliveriesQuery(id: string) {
  return queryOptions({
    queryKey: [...groupKey(id), "deliveries"] as const,
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v2/alert-groups/{id}/deliveries", { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.pending.length ? refetchMs : false),
  });
}
