import type { AlertGroupId, IntegrationId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";

/** debug: groups page nobody. maintenance: they are collected in one group as well. */
export const maintenanceModes = ["debug", "maintenance"] as const;
export type MaintenanceMode = (typeof maintenanceModes)[number];

/** Ten years; OnCall takes any number. */
export const maxMaintenanceSeconds = 10 * 366 * 24 * 3600;

export interface MaintenanceWindow {
  integrationId: IntegrationId;
  mode: MaintenanceMode;
  startedAt: Instant;
  endsAt: Instant;
  /** Collects the groups that are made meanwhile. */
  groupId: AlertGroupId | null;
}

/** What grouping needs to know of the window its integration is in. */
export interface MaintenanceOfAlert {
  mode: MaintenanceMode;
  root: { id: AlertGroupId; publicId: string } | null;
}
