import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import type { DraftRoute } from "../routes-tab/model.ts";

const keptMs = 10_000;

/** Which route would take each of the last alerts. */
export function routeTrialQuery(id: string, routes: DraftRoute[]) {
  return queryOptions({
    queryKey: ["integrations", "route-trial", id, routes],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/api/v2/integrations/{id}/route-trial", {
          params: { path: { id } },
          body: { routes },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    gcTime: keptMs,
  });
}
