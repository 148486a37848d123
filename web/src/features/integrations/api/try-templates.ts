import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import type { TemplateDraft } from "../templates/model.ts";

const keptMs = 10_000;

/** The last alerts by the stored templates and by a draft. */
export function templateTrialQuery(id: string, templates: TemplateDraft) {
  return queryOptions({
    queryKey: ["integrations", "template-trial", id, templates],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/api/v2/integrations/{id}/template-trial", {
          params: { path: { id } },
          body: { templates },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    gcTime: keptMs,
  });
}

/** The same alerts with what templates see. */
export function triedPayloadsQuery(id: string) {
  return queryOptions({
    queryKey: ["integrations", "template-trial", id, "payloads"],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/api/v2/integrations/{id}/template-trial", {
          params: { path: { id } },
          body: { with_payloads: true },
          signal,
        }),
      ),
  });
}
