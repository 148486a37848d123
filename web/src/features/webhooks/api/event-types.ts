import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** The events that each form tells of. */
export const eventTypesQuery = queryOptions({
  queryKey: ["webhooks", "event-types"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v2/webhook-event-types", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});
