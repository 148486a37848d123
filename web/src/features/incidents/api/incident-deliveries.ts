import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

const refetchMs = 15_000;

/** What outgoing webhooks were told of an incident, and what is still to be sent. */
export function incidentDeliveriesQuery(id: string) {
  return queryOptions({
    queryKey: ["incidents", "one", id, "deliveries"],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v2/incidents/{id}/deliveries", { params: { path: { id } }, signal })),
    refetchInterval: refetchMs,
  });
}
