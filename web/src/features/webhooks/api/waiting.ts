import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

const againMs = 5_000;

/** What a webhook is still to be sent. */
export function waitingQuery(id: string) {
  return queryOptions({
    queryKey: ["webhooks", "waiting", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v2/webhooks/{id}/waiting", { params: { path: { id } }, signal })),
    refetchInterval: againMs,
  });
}
