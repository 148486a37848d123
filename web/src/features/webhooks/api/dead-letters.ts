import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

const againMs = 30_000;
const shown = 20;

/** The newest deliveries that the server itself failed to make, and how many there are. */
export const deadLettersQuery = queryOptions({
  queryKey: ["webhooks", "dead-letters"],
  queryFn: ({ signal }) =>
    unwrap(api.GET("/api/v2/webhooks/dead-letters", { params: { query: { limit: shown } }, signal })),
  refetchInterval: againMs,
});

/** Sends all of them once more. */
export function useRedrive() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.POST("/api/v2/webhooks/dead-letters/redrive", { body: {} })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["webhooks"] }),
  });
}

/** Forgets all of them; their tries stay in the log. */
export function useDismiss() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.POST("/api/v2/webhooks/dead-letters/dismiss", { body: {} })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["webhooks"] }),
  });
}
