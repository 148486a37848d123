import { createHash } from "node:crypto";
import type { Instant } from "../../platform/instant.ts";
import type { AlertFacts } from "../integrations/facts.ts";
import type { HeartbeatNotice } from "../integrations/registry.ts";
import type { Heartbeat, NoticeKind } from "./model.ts";

/** What is told about a heartbeat, before it gets the shape of its integration's type. */
export function noticeOf(
  heartbeat: Heartbeat,
  { kind, now, lastPingAt }: { kind: NoticeKind; now: Instant; lastPingAt: Instant | null },
): HeartbeatNotice {
  const { intervalSeconds, graceSeconds, name, publicId, token } = heartbeat;
  return {
    kind,
    id: publicId,
    name,
    isAutomatic: token === null,
    message:
      kind === "missed" ? missedText(intervalSeconds + graceSeconds, lastPingAt) : "It is pinged again.",
    at: now,
  };
}

function missedText(seconds: number, lastPingAt: Instant | null): string {
  if (lastPingAt === null) return `The first ping did not come within ${seconds} seconds.`;
  return `No ping for ${seconds} seconds; the last one came at ${lastPingAt}.`;
}

/** The same for tools whose templates read what their module found out. */
export function noticeFacts(notice: HeartbeatNotice): AlertFacts {
  const isMissed = notice.kind === "missed";
  return {
    title: `${notice.name}: heartbeat is ${isMissed ? "missing" : "back"}`,
    message: notice.message,
    severity: isMissed ? "critical" : "info",
    key: `heartbeat:${notice.id}`,
    signal: isMissed ? "firing" : "resolved",
    source: notice.name,
    link: null,
    image: null,
  };
}

/**
 * The payload for most types: OnCall's field names, because users' templates read them, flags of its oldest name
 * included. `slug` names the type in the title.
 */
export function plainHeartbeatPayload(slug: string, notice: HeartbeatNotice): object {
  const isRestored = notice.kind === "restored";
  const subject = notice.isAutomatic ? `${slug.charAt(0).toUpperCase()}${slug.slice(1)}` : notice.name;
  return {
    alert_uid: fixedUuid(notice.isAutomatic ? slug : notice.id),
    title: `${subject} heartbeat ${isRestored ? "restored" : "is missing"}`,
    image_url: null,
    state: isRestored ? "ok" : "alerting",
    link_to_upstream_details: null,
    message: notice.message,
    ...heartbeatFlags(isRestored),
  };
}

export function heartbeatFlags(isRestored: boolean): Record<string, boolean> {
  return {
    is_oncall_heartbeat: true,
    is_oncall_heartbeat_restored: isRestored,
    is_amixr_heartbeat: true,
    is_amixr_heartbeat_restored: isRestored,
  };
}

/** The same UUID for the same text, so that the end of an alarm meets its beginning. */
function fixedUuid(text: string): string {
  const hex = createHash("sha256").update(`tocsin heartbeat ${text}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
