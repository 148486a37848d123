import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** The ready-made webhook integration; null when it was deleted. */
export const firstIntegrationQuery = queryOptions({
  queryKey: ["first-steps", "integration"],
  queryFn: async ({ signal }) => {
    const { items } = await unwrap(
      api.GET("/api/v2/integrations", { params: { query: { limit: 200 } }, signal }),
    );
    return items.findLast(({ type, url }) => type === "webhook" && url) ?? null;
  },
});
