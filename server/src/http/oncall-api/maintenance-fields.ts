import type { MaintenanceWindow } from "../../core/maintenance/index.ts";
import type { Instant } from "../../platform/instant.ts";

export function presentMaintenance(window: MaintenanceWindow | undefined) {
  return {
    maintenance_mode: window?.mode ?? null,
    maintenance_started_at: window ? wholeSeconds(window.startedAt) : null,
    maintenance_end_at: window ? wholeSeconds(window.endsAt) : null,
  };
}

/** Whole seconds, as OnCall writes them. */
function wholeSeconds(instant: Instant): string {
  return `${instant.slice(0, 19)}Z`;
}
