import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** The newest delivery that a receiver took; null while there is none. */
export const deliveredQuery = queryOptions({
  queryKey: ["first-steps", "delivered"],
  queryFn: async ({ signal }) => {
    const query = { limit: 1, result: "delivered" } as const;
    const { items } = await unwrap(api.GET("/api/v2/attempts", { params: { query }, signal }));
    return items[0] ?? null;
  },
});
