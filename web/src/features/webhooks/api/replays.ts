import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

export interface ReplayChoice {
  message_ids?: string[];
  since?: string;
  until?: string;
  alert_group?: string;
  per_second?: number;
}

/** How many deliveries a replay would make. */
export function useCountReplay(id: string) {
  return useMutation({
    mutationFn: async (choice: ReplayChoice) => {
      const answer = await unwrap(
        api.POST("/api/v2/webhooks/{id}/replays", {
          params: { path: { id } },
          body: { ...choice, dry_run: true },
        }),
      );
      return answer.total;
    },
  });
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

/** How far a replay is. */
export function replayQuery(id: string, replay: string) {
  return queryOptions({
    queryKey: ["webhooks", "replay", id, replay],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v2/webhooks/{id}/replays/{replay}", { params: { path: { id, replay } }, signal })),
    refetchInterval: ({ state }) => (state.data?.remaining === 0 ? false : 1_000),
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
