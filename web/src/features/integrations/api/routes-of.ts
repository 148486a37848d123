import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** The routes of an integration in order, the default one last. */
export function routesQuery(id: string) {
  return queryOptions({
    queryKey: ["integrations", "routes", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v2/integrations/{id}/routes", { params: { path: { id } }, signal })),
  });
}
