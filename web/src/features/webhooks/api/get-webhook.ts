import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** One webhook with its settings. */
export function webhookQuery(id: string) {
  return queryOptions({
    queryKey: ["webhooks", "one", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v2/webhooks/{id}", { params: { path: { id } }, signal })),
  });
}
