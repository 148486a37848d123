import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import type { components } from "../../../api/schema.d.ts";

export type FirstSteps = components["schemas"]["FirstSteps"];
export type FirstStep = FirstSteps["steps"][number];

const refetchMs = 3_000;

/** What has really happened, as the server saw it; asked for again until all has. */
export const firstStepsQuery = queryOptions({
  queryKey: ["first-steps", "steps"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v2/first-steps", { signal })),
  refetchInterval: ({ state }) => (state.data?.is_finished ? false : refetchMs),
});

/** Whether the console begins there. Not when the server cannot tell: alerts matter more. */
export async function leadsToFirstSteps(client: QueryClient): Promise<boolean> {
  const steps = await client.fetchQuery(firstStepsQuery).catch(() => undefined);
  return steps !== undefined && !steps.is_finished && !steps.is_dismissed;
}
