import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** Integrations that a webhook can be limited to. */
export const integrationChoicesQuery = queryOptions({
  queryKey: ["webhooks", "integration-choices"],
  queryFn: ({ signal }) =>
    unwrap(api.GET("/api/v2/integrations", { params: { query: { limit: 200 } }, signal })),
});
