import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** Past events that a preview can be about, newest first. */
export const eventChoicesQuery = queryOptions({
  queryKey: ["webhooks", "event-choices"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v2/events", { params: { query: { limit: 50 } }, signal })),
});
