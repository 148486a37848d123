import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** Every tool an integration can be made for. They change with the server's version only. */
export const integrationTypesQuery = queryOptions({
  queryKey: ["integration-types"],
  queryFn: async ({ signal }) => {
    const { items } = await unwrap(api.GET("/api/v2/integration-types", { signal }));
    return items;
  },
  staleTime: Number.POSITIVE_INFINITY,
});
