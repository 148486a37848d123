import { api, unwrap } from "../../../api/client.ts";
import type { TemplateDraft } from "../templates/model.ts";

/** Stores texts of template slots; null brings the type's own text back. */
export function saveTemplates(id: string, templates: TemplateDraft) {
  return unwrap(api.PATCH("/api/v2/integrations/{id}", { params: { path: { id } }, body: { templates } }));
}
