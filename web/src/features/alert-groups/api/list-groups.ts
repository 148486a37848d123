import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** The newest alert groups. */
export const groupListQuery = queryOptions({
  queryKey: ["alert-groups", "list"],
  queryFn: ({ signal }) =>
    unwrap(api.GET("/api/v2/alert-groups", { params: { query: { limit: 100 } }, signal })),
});
