import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** How to make the tool send to this integration. */
export function connectionQuery(id: string) {
  return queryOptions({
    queryKey: ["integrations", "connection", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v2/integrations/{id}/connect", { params: { path: { id } }, signal })),
  });
}
