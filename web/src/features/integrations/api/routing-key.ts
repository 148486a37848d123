import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** The keys that clients of PagerDuty and Opsgenie may use. */
export function routingKeyQuery(id: string) {
  return queryOptions({
    queryKey: ["integrations", "routing-key", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v2/integrations/{id}/routing-key", { params: { path: { id } }, signal })),
  });
}

export function setRoutingKey(id: string, routing_key: string) {
  return unwrap(
    api.PUT("/api/v2/integrations/{id}/routing-key", { params: { path: { id } }, body: { routing_key } }),
  );
}

export function removeRoutingKey(id: string) {
  return unwrap(api.DELETE("/api/v2/integrations/{id}/routing-key", { params: { path: { id } } }));
}
