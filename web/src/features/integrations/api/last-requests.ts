import { queryOptions, useMutation } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

const refreshMs = 5_000;

/** The last requests of an integration, refused ones included, newest first. */
export function lastRequestsQuery(id: string) {
  return queryOptions({
    queryKey: ["integrations", "requests", id],
    queryFn: async ({ signal }) => {
      const path = { id };
      const { items } = await unwrap(
        api.GET("/api/v2/integrations/{id}/requests", { params: { path }, signal }),
      );
      return items;
    },
    refetchInterval: refreshMs,
  });
}

/** What a request would do now. Nothing is done. */
export function useTryRequest(id: string) {
  return useMutation({
    mutationFn: (request: string) =>
      unwrap(
        api.POST("/api/v2/integrations/{id}/requests/{request}/replay", {
          params: { path: { id, request } },
        }),
      ),
  });
}
