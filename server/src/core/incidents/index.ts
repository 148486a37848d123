export { addNote } from "./add-note.ts";
export { attachGroups, detachGroup } from "./attach-groups.ts";
export { changeIncident } from "./change-incident.ts";
export { type Declaration, declareIncident } from "./declare-incident.ts";
export {
  type AttachedGroup,
  type IncidentAttachment,
  type IncidentTimelineItem,
  listAttachedGroups,
  listIncidentAttachments,
  listIncidentTimeline,
} from "./history-store.ts";
export {
  type Incident,
  type IncidentActor,
  type IncidentEventType,
  type IncidentSettings,
  type IncidentStatus,
  type IncidentUpdate,
  incidentStatuses,
  type NewAttachment,
  pendingSeverity,
} from "./model.ts";
export { findIncident, type IncidentFilter, listIncidents } from "./store.ts";
export { describe as describeForMessages } from "./tell.ts";
export { cleanLabels, cleanRoomPrefix, cleanSeverity, cleanTitle, incidentLimits } from "./texts.ts";
