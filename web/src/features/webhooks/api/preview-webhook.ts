import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import type { TestedEvent, WebhookBody, WebhookChanges } from "../model.ts";

/** A past event, or one that is made of a group as it is now. */
export type PreviewAbout = { event_id: number } | { alert_group?: string; event: TestedEvent };

/** What is previewed: a draft, or a saved webhook with changes. */
export type PreviewSubject = { webhook: WebhookBody } | { id: string; changes: WebhookChanges };

/** The request that would be sent; nothing is. */
export function previewQuery(subject: PreviewSubject, about: PreviewAbout) {
  return queryOptions({
    queryKey: ["webhook-preview", subject, about],
    queryFn: ({ signal }) =>
      "webhook" in subject
        ? unwrap(
            api.POST("/api/v2/webhooks/preview", { body: { webhook: subject.webhook, ...about }, signal }),
          )
        : unwrap(
            api.POST("/api/v2/webhooks/{id}/preview", {
              params: { path: { id: subject.id } },
              body: { changes: subject.changes, ...about },
              signal,
            }),
          ),
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
}
