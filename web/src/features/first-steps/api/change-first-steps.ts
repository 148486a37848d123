import { api, unwrap } from "../../../api/client.ts";
import type { FirstSteps } from "./get-first-steps.ts";

/** Leads nobody there any more, or does so again. */
export function dismissFirstSteps(isDismissed: boolean): Promise<FirstSteps> {
  return unwrap(api.PATCH("/api/v2/first-steps", { body: { is_dismissed: isDismissed } }));
}

/** Says that the default route is right for now. */
export function confirmDefaultRoute(): Promise<FirstSteps> {
  return unwrap(api.POST("/api/v2/first-steps/default-route"));
}
