import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** One incident with its alert groups. */
export function incidentQuery(id: string) {
  return queryOptions({
    queryKey: ["incidents", "one", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v2/incidents/{id}", { params: { path: { id } }, signal })),
  });
}
