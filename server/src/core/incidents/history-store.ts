import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { IncidentId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { GroupStatus } from "../alert-groups/model.ts";
import type { IncidentActor } from "./model.ts";
import { toActor } from "./store.ts";

export interface IncidentTimelineItem {
  id: number;
  at: Instant;
  kind: string;
  /** Null for the server itself, and for who is gone. */
  actor: IncidentActor | null;
  text: string;
  detail: Record<string, unknown>;
}

export interface IncidentAttachment {
  id: number;
  at: Instant;
  kind: "request" | "link";
  caption: string;
  url: string;
  headers: Record<string, string> | null;
  body: string | null;
  /** Length of the body as received; more than is shown when it was cut. */
  bodyBytes: number | null;
}

export interface AttachedGroup {
  publicId: string;
  title: string;
  status: GroupStatus;
  attachedAt: Instant;
}

interface TimelineRow extends Omit<IncidentTimelineItem, "actor"> {
  userPublicId: string | null;
  username: string | null;
  accountPublicId: string | null;
  accountName: string | null;
}

/** What happened to an incident, newest first. */
export async function listIncidentTimeline(
  db: Connection,
  incidentId: IncidentId,
  { beforeId, limit }: { beforeId: number | undefined; limit: number },
): Promise<IncidentTimelineItem[]> {
  const result = await sql<TimelineRow>`
    select t.id, t.at, t.kind, t.text, t.detail, u.public_id as "userPublicId", u.username,
      sa.public_id as "accountPublicId", sa.name as "accountName"
    from incident_timeline_entries t
    left join users u on u.id = t.user_id left join service_accounts sa on sa.id = t.service_account_id
    where t.incident_id = ${incidentId} and (${beforeId ?? null}::bigint is null or t.id < ${beforeId ?? null})
    order by t.id desc limit ${limit}`.execute(db);
  return result.rows.map((row) => ({
    id: row.id,
    at: row.at,
    kind: row.kind,
    actor: toActor(row),
    text: row.text,
    detail: row.detail,
  }));
}

/** What an incident was declared with: at most one request and one link. */
export async function listIncidentAttachments(
  db: Connection,
  incidentId: IncidentId,
): Promise<IncidentAttachment[]> {
  const result = await sql<IncidentAttachment>`
    select id, at, kind, caption, url, headers, body, body_bytes as "bodyBytes" from incident_attachments
    where incident_id = ${incidentId} order by id`.execute(db);
  return result.rows;
}

/** In the order of their attaching. */
export async function listAttachedGroups(db: Connection, incidentId: IncidentId): Promise<AttachedGroup[]> {
  const result = await sql<AttachedGroup>`
    select g.public_id as "publicId", g.title, g.status, ig.attached_at as "attachedAt"
    from incident_groups ig join alert_groups g on g.id = ig.group_id
    where ig.incident_id = ${incidentId} order by ig.attached_at, ig.group_id`.execute(db);
  return result.rows;
}
