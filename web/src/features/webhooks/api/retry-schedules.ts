import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** The delays of each schedule that has a name. */
export const retrySchedulesQuery = queryOptions({
  queryKey: ["webhooks", "retry-schedules"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v2/webhook-retry-schedules", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});
