export { type AttachRefusal, type AttachResult, attachGroup, unattachGroup } from "./attach-group.ts";
export { endDueSilences } from "./end-silences.ts";
export { type AlertOutcome, type GroupableAlert, type GroupedAlert, groupAlerts } from "./group-alerts.ts";
export type {
  Action,
  Actor,
  AlertGroup,
  GroupEventType,
  GroupStatus,
  LatestChange,
  Refusal,
  TimelineKind,
} from "./model.ts";
export { type ActionRequest, type ActionResult, performAction, performActionIn } from "./perform-action.ts";
export { deleteGroup, wipeGroup } from "./remove-group.ts";
export { actionKinds, possibleActions } from "./rules.ts";
