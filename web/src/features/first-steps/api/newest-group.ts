import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** The newest alert group with all that is known of it; null while there is none. */
export const newestGroupQuery = queryOptions({
  queryKey: ["first-steps", "newest-group"],
  queryFn: async ({ signal }) => {
    const { items } = await unwrap(
      api.GET("/api/v2/alert-groups", { params: { query: { limit: 1 } }, signal }),
    );
    const id = items[0]?.id;
    if (id === undefined) return null;
    return unwrap(api.GET("/api/v2/alert-groups/{id}", { params: { path: { id } }, signal }));
  },
});
