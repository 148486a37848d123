import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** Alert groups that a preview can be about. */
export const groupChoicesQuery = queryOptions({
  queryKey: ["webhooks", "group-choices"],
  queryFn: ({ signal }) =>
    unwrap(api.GET("/api/v2/alert-groups", { params: { query: { limit: 50 } }, signal })),
});
