import { api, unwrap } from "../../../api/client.ts";

/** Interprets a parked request anew, for real. */
export function replayParked(id: number) {
  return unwrap(api.POST("/api/v2/parked-requests/{id}/replay", { params: { path: { id } } }));
}

export function discardParked(id: number) {
  return unwrap(api.DELETE("/api/v2/parked-requests/{id}", { params: { path: { id } } }));
}
