import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** What an incident was declared with. It never changes. */
export function incidentAttachmentsQuery(id: string) {
  return queryOptions({
    queryKey: ["incidents", "one", id, "attachments"],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v2/incidents/{id}/attachments", { params: { path: { id } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
