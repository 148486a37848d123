import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

const againMs = 5_000;

/** How a webhook's receiver is doing. */
export function healthQuery(id: string) {
  return queryOptions({
    queryKey: ["webhooks", "health", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v2/webhooks/{id}/health", { params: { path: { id } }, signal })),
    refetchInterval: againMs,
  });
}
