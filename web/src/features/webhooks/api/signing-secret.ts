import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** Makes another signing secret; it is in the answer, this once. */
export function useRotateSecret(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(api.POST("/api/v2/webhooks/{id}/secret/rotate", { params: { path: { id } }, body: {} })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["webhooks", "one", id] }),
  });
}

/** Sends messages without a signature from now on. */
export function useRemoveSecret(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/v2/webhooks/{id}/secret", { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["webhooks", "one", id] }),
  });
}
