export { endDueMaintenance, type MaintenanceInput, startMaintenance, stopMaintenance } from "./maintain.ts";
export {
  type MaintenanceMode,
  type MaintenanceWindow,
  maintenanceModes,
  maxMaintenanceSeconds,
} from "./model.ts";
export { findWindows } from "./window-store.ts";
