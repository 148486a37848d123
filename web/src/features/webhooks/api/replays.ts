import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import type { paths } from "../../../api/schema.d.ts";

export type ReplayChoice = Omit<
  NonNullable<paths["/api/v2/webhooks/{id}/replays"]["post"]["requestBody"]>["content"]["application/json"],
  "dry_run"
>;

/** How many deliveries a replay would make. */
export function useCountReplay(id: string) {
  return useMutation({ mutationFn: (choice: ReplayChoice) => countReplay(id, choice) });
}

/** How many deliveries were given up between two moments and never arrived. */
export function givenUpQuery(id: string, { since, until }: { since: string; until: string }) {
  return queryOptions({
    queryKey: ["webhooks", "given-up", id, since, until],
    queryFn: () => countReplay(id, { outcome: "failed", since, until }),
  });
}

async function countReplay(id: string, choice: ReplayChoice): Promise<number> {
  const answer = await unwrap(
    api.POST("/api/v2/webhooks/{id}/replays", {
      params: { path: { id } },
      body: { ...choice, dry_run: true },
    }),
  );
  return answer.total;
}

/** Queues past deliveries once more. @returns the replay's id */
export function useStartReplay(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (choice: ReplayChoice) => {
      const answer = await unwrap(
        api.POST("/api/v2/webhooks/{id}/replays", { params: { path: { id } }, body: choice }),
      );
      return { id: "id" in answer ? answer.id : "", total: answer.total };
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["webhooks"] }),
  });
}

const shownReplays = 10;

/** The latest replays and how far they are; asked for often while one runs. */
export function replaysQuery(id: string) {
  return queryOptions({
    queryKey: ["webhooks", "replays", id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v2/webhooks/{id}/replays", {
          params: { path: { id }, query: { limit: shownReplays } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) =>
      state.data?.items.some((replay) => replay.state === "running") ? 1_000 : 15_000,
  });
}

/** Takes back what is not under way. */
export function useCancelReplay(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (replay: string) =>
      unwrap(api.DELETE("/api/v2/webhooks/{id}/replays/{replay}", { params: { path: { id, replay } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["webhooks"] }),
  });
}
