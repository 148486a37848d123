import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import type { TestableEvent } from "../model.ts";

/** Sends a message that is marked as a test; the answer names the delivery to look for in the log. */
export function useTestWebhook(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { alert_group?: string; event: TestableEvent }) =>
      unwrap(api.POST("/api/v2/webhooks/{id}/test", { params: { path: { id } }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["webhooks", "attempts", id] }),
  });
}
