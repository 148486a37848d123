import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

const waitingMs = 2_000;
const usualMs = 15_000;

/** One integration. Until its tool is heard from it is asked for again and again, because somebody waits for it. */
export function integrationQuery(id: string) {
  return queryOptions({
    queryKey: ["integrations", "one", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v2/integrations/{id}", { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.last_request_at === null ? waitingMs : usualMs),
  });
}
