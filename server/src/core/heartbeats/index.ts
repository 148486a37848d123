export {
  defaultIntervalSeconds,
  type Heartbeat,
  heartbeatStatuses,
  maxGraceSeconds,
  maxHeartbeatNameLength,
  maxIntervalSeconds,
  minIntervalSeconds,
} from "./model.ts";
export { heartbeatFlags, plainHeartbeatPayload } from "./notice.ts";
export { automaticHeartbeat, createPingWriter, type PingWriter } from "./ping.ts";
export { type HeartbeatFilter, insertHeartbeat, type ListedHeartbeat, listHeartbeats } from "./store.ts";
export { startHeartbeatWatch, watchHeartbeats } from "./watch.ts";
export {
  createHeartbeat,
  deleteHeartbeat,
  type HeartbeatUpdate,
  type NewHeartbeatInput,
  updateHeartbeat,
} from "./write-heartbeat.ts";
