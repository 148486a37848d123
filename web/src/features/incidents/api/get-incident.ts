import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

const refetchMs = 15_000;

/** One incident with its alert groups. */
export function incidentQuery(id: string) {
  return queryOptions({
    queryKey: ["incidents", "one", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v2/incidents/{id}", { params: { path: { id } }, signal })),
    refetchInterval: refetchMs,
  });
}
