import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

const refetchMs = 10_000;

/** Version, queues, database and servers, as they are now. */
export const instanceQuery = queryOptions({
  queryKey: ["settings", "instance"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v2/instance", { signal })),
  refetchInterval: refetchMs,
});
