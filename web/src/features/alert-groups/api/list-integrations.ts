import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** The integrations that the list can be narrowed to. */
export const integrationChoicesQuery = queryOptions({
  queryKey: ["alert-groups", "integration-choices"],
  queryFn: ({ signal }) =>
    unwrap(api.GET("/api/v2/integrations", { params: { query: { limit: 200 } }, signal })),
  select: ({ items }) => items.map(({ id, name }) => ({ value: id, label: name })),
  staleTime: 60_000,
});
