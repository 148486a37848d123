import { api, unwrap } from "../../../api/client.ts";

export function addNote(id: string, text: string) {
  return unwrap(api.POST("/api/v2/incidents/{id}/notes", { params: { path: { id } }, body: { text } }));
}
