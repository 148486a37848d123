import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** Teams that an integration can belong to. */
export const teamChoicesQuery = queryOptions({
  queryKey: ["integrations", "team-choices"],
  queryFn: async ({ signal }) => {
    const { items } = await unwrap(api.GET("/api/v2/teams", { params: { query: { limit: 200 } }, signal }));
    return items.map(({ id, name }) => ({ value: id, label: name }));
  },
});
