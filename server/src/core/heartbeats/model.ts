import type { HeartbeatId, IntegrationId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";

export const minIntervalSeconds = 10;
export const maxIntervalSeconds = 366 * 24 * 3600;
export const maxGraceSeconds = maxIntervalSeconds;
export const maxHeartbeatNameLength = 150;

/** What OnCall waits for. */
export const defaultIntervalSeconds = 600;

/**
 * idle: never pinged, and nobody asked for an alarm. waiting: the first ping must come in time. missed: it did not come
 * in time, and the alert about it was given.
 */
export const heartbeatStatuses = ["idle", "waiting", "alive", "missed", "paused"] as const;
export type HeartbeatStatus = (typeof heartbeatStatuses)[number];

/** A sign of life that somebody sends again and again; its absence is an alert of its integration. */
export interface Heartbeat {
  id: HeartbeatId;
  publicId: string;
  integrationId: IntegrationId;
  /** Null for the automatic one, which is pinged at its integration's URL. */
  token: string | null;
  name: string;
  intervalSeconds: number;
  graceSeconds: number;
  state: HeartbeatState;
}

/** The part that pings and time change. */
export interface HeartbeatState {
  status: HeartbeatStatus;
  lastPingAt: Instant | null;
  /** Set exactly while it is waiting or alive. */
  dueAt: Instant | null;
  /** The present interval has begun anew once after the server was away. */
  isExtended: boolean;
  missedAt: Instant | null;
}

/** Something that must be told through the heartbeat's integration. */
export type NoticeKind = "missed" | "restored";

export interface HeartbeatChange {
  state: HeartbeatState;
  notice: NoticeKind | null;
}

/** A time in which no server ran, so that pings could not be received. */
export interface Outage {
  from: Instant;
  until: Instant;
}
