import { type ExpressionBuilder, type Insertable, sql } from "kysely";
import pg from "pg";
import type { Connection } from "../../platform/db/database.ts";
import type { Tables } from "../../platform/db/tables.ts";
import type { TeamId, UserId, WebhookId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import { type Page, recordAudit, type Slice, systemCaller } from "../people/index.ts";
import { type ControlColumns, controlColumns, toControl } from "./delivery-control.ts";
import { resetHealth } from "./health-store.ts";
import type {
  DialectName,
  HttpMethod,
  TriggerType,
  Webhook,
  WebhookPreset,
  WebhookSettings,
} from "./model.ts";

export interface WebhookFilter {
  name?: string;
  /** Null: only webhooks without a team. */
  teamId?: TeamId | null;
  dialect?: DialectName;
}

/** A column value of the secrets; absent: unchanged. */
export interface SealedSecrets {
  sealed_password?: Buffer | null;
  sealed_authorization?: Buffer | null;
  /** JSON of what may be shown of the connection. */
  connection?: string;
  sealed_connection?: Buffer | null;
}

const columns = sql<WebhookRow>`
  w.id, w.public_id, w.name, w.is_enabled, w.team_id, w.created_by_user_id, w.trigger_type, w.http_method, w.url, w.headers,
  w.data, w.trigger_template, w.forward_all, w.username, w.sealed_password is not null as has_password,
  w.sealed_authorization is not null as has_authorization, w.integration_filter, w.preset, w.deadline_ms,
  w.disabled_reason, w.dialect, w.dialect_settings, w.connection, w.is_ordered,
  w.rate_per_second, w.retry_schedule, w.retry_delays_s, w.expires_after_s, w.disable_after_days, w.created_at, w.updated_at,
  w.outage_since, w.outage_until,
  (select t.public_id from teams t where t.id = w.team_id) as team_public_id`;

interface WebhookRow extends ControlColumns {
  id: number;
  public_id: string;
  name: string;
  is_enabled: boolean;
  team_id: number | null;
  team_public_id: string | null;
  created_by_user_id: number | null;
  trigger_type: string;
  http_method: string;
  url: string;
  headers: string | null;
  data: string | null;
  trigger_template: string | null;
  forward_all: boolean;
  username: string | null;
  has_password: boolean;
  has_authorization: boolean;
  integration_filter: string[];
  preset: string | null;
  deadline_ms: number;
  disabled_reason: string | null;
  outage_since: Instant | null;
  outage_until: Instant | null;
  dialect: string;
  dialect_settings: object;
  connection: object;
  created_at: Instant;
  updated_at: Instant;
}

/** By public id; also a webhook that is switched off, never a deleted one. */
export async function findWebhookRow(db: Connection, publicId: string): Promise<Webhook | undefined> {
  const result = await sql<WebhookRow>`
    select ${columns} from webhooks w where w.public_id = ${publicId} and w.deleted_at is null`.execute(db);
  return result.rows.map(toWebhook)[0];
}

/** The same, locked against changes until the transaction ends. */
export async function lockWebhookRow(db: Connection, id: WebhookId): Promise<Webhook | undefined> {
  const result = await sql<WebhookRow>`
    select ${columns} from webhooks w where w.id = ${id} and w.deleted_at is null for no key update`.execute(
    db,
  );
  return result.rows.map(toWebhook)[0];
}

/** In the order of their making. */
export async function listWebhookRows(
  db: Connection,
  filter: WebhookFilter,
  slice: Slice,
): Promise<Page<Webhook>> {
  const conditions = [sql`w.deleted_at is null`];
  if (filter.name !== undefined) conditions.push(sql`w.name = ${filter.name}`);
  if (filter.dialect !== undefined) conditions.push(sql`w.dialect = ${filter.dialect}`);
  if (filter.teamId !== undefined)
    conditions.push(sql`w.team_id is not distinct from ${filter.teamId}::bigint`);
  const where = sql.join(conditions, sql` and `);
  const rows = await sql<WebhookRow>`
    select ${columns} from webhooks w where ${where} order by w.id limit ${slice.limit} offset ${slice.offset}`.execute(
    db,
  );
  const total = await sql<{ count: number }>`select count(*) as count from webhooks w where ${where}`.execute(
    db,
  );
  return { items: rows.rows.map(toWebhook), count: total.rows[0]?.count ?? 0 };
}

/** Undefined when the name is taken. */
export async function insertWebhookRow(
  db: Connection,
  own: { publicId: string; createdByUserId: UserId | null },
  settings: WebhookSettings,
  secrets: SealedSecrets,
): Promise<Webhook | undefined> {
  const row = {
    ...settingColumns(settings),
    ...secrets,
    public_id: own.publicId,
    created_by_user_id: own.createdByUserId,
  };
  const inserted = await db
    .insertInto("webhooks")
    .values(row)
    .onConflict((conflict) => conflict.column("name").where("deleted_at", "is", null).doNothing())
    .returning(["id", "public_id"])
    .executeTakeFirst();
  if (!inserted) return undefined;
  await db.insertInto("webhook_health").values({ webhook_id: inserted.id }).execute();
  return findWebhookRow(db, inserted.public_id);
}

export async function findSealedConnection(db: Connection, id: WebhookId): Promise<Buffer | null> {
  const result = await sql<{ sealed: Buffer | null }>`
    select sealed_connection as sealed from webhooks where id = ${id}`.execute(db);
  return result.rows[0]?.sealed ?? null;
}

export async function isNameTaken(db: Connection, name: string, except: WebhookId): Promise<boolean> {
  const result = await sql`
    select from webhooks where name = ${name} and id <> ${except} and deleted_at is null`.execute(db);
  return result.rows.length > 0;
}

/** Whether a write failed because another webhook got the name first. */
export function isNameClash(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.constraint === "webhooks_name";
}

/** When the tries began that what is given up now had failed with; in a statement that updates a webhook. */
const firstFailure = sql<Instant>`
  coalesce((select h.failing_since from webhook_health h where h.webhook_id = webhooks.id), now())
    - make_interval(secs => webhooks.deadline_ms / 1000.0)`;

/** Saves all settings. A webhook that is on has no reason for being off. */
export async function updateWebhookRow(
  db: Connection,
  id: WebhookId,
  settings: WebhookSettings,
  secrets: SealedSecrets,
): Promise<void> {
  await db
    .updateTable("webhooks")
    .set((eb: ExpressionBuilder<Tables, "webhooks">) => ({
      ...settingColumns(settings),
      ...secrets,
      disabled_reason: settings.isEnabled ? null : eb.ref("disabled_reason"),
      ...outageColumns(settings.isEnabled),
      updated_at: sql<Instant>`now()`,
    }))
    .where("id", "=", id)
    .execute();
}

/** An outage begins with switching off and ends with switching on; a save that does neither leaves it. */
function outageColumns(isEnabled: boolean) {
  if (isEnabled) {
    const isOver = sql`not is_enabled and outage_since is not null`;
    return { outage_until: sql<Instant | null>`case when ${isOver} then now() else outage_until end` };
  }
  return {
    outage_since: sql<Instant | null>`case when is_enabled then ${firstFailure} else outage_since end`,
    outage_until: null,
  };
}

/** Switches a webhook off for a reason that the server found; false when it was off already. */
export async function disableWebhook(db: Connection, id: WebhookId, reason: string): Promise<boolean> {
  const result = await sql`
    update webhooks set is_enabled = false, disabled_reason = ${reason}, updated_at = now(),
      outage_since = ${firstFailure}, outage_until = null
    where id = ${id} and is_enabled`.execute(db);
  if ((result.numAffectedRows ?? 0n) === 0n) return false;
  await resetHealth(db, id);
  const { rows } = await sql<{ public_id: string }>`select public_id from webhooks where id = ${id}`.execute(
    db,
  );
  const what = { caller: systemCaller, action: "switched_off", objectType: "webhook", detail: { reason } };
  for (const { public_id: objectId } of rows) await recordAudit(db, { ...what, objectId });
  return true;
}

/** Frees the name and forgets the secrets and what was still to be delivered. The tries stay. */
export async function deleteWebhookRow(db: Connection, id: WebhookId): Promise<void> {
  await sql`
    with gone as (delete from deliveries where webhook_id = ${id}),
      unsigned as (delete from webhook_secrets where webhook_id = ${id}),
      unburied as (delete from dead_letters where webhook_id = ${id})
    update webhooks set deleted_at = now(), is_enabled = false, disabled_reason = null, sealed_password = null,
      sealed_authorization = null, sealed_connection = null, connection = '{}' where id = ${id}`.execute(db);
}

/** The first of these public ids that is no integration. */
export async function findUnknownIntegration(
  db: Connection,
  publicIds: readonly string[],
): Promise<string | undefined> {
  if (publicIds.length === 0) return undefined;
  const result = await sql<{ public_id: string }>`
    select public_id from unnest(${publicIds}::text[]) with ordinality as wanted (public_id, position)
    where not exists (select from integrations i where i.public_id = wanted.public_id and i.deleted_at is null)
    order by position limit 1`.execute(db);
  return result.rows[0]?.public_id;
}

function settingColumns(settings: WebhookSettings): Omit<Insertable<Tables["webhooks"]>, "public_id"> {
  return {
    name: settings.name,
    is_enabled: settings.isEnabled,
    team_id: settings.teamId,
    trigger_type: settings.triggerType,
    http_method: settings.httpMethod,
    url: settings.url,
    headers: settings.headers,
    data: settings.data,
    trigger_template: settings.triggerTemplate,
    forward_all: settings.forwardAll,
    username: settings.username,
    integration_filter: [...settings.integrationFilter],
    preset: settings.preset,
    deadline_ms: settings.deadlineMs,
    dialect: settings.dialect,
    dialect_settings: JSON.stringify(settings.dialectSettings),
    ...controlColumns(settings.control),
  };
}

function toWebhook(row: WebhookRow): Webhook {
  return {
    id: row.id as WebhookId,
    publicId: row.public_id,
    name: row.name,
    isEnabled: row.is_enabled,
    teamId: row.team_id as TeamId | null,
    teamPublicId: row.team_public_id,
    createdByUserId: row.created_by_user_id as UserId | null,
    triggerType: row.trigger_type as TriggerType,
    httpMethod: row.http_method as HttpMethod,
    url: row.url,
    headers: row.headers,
    data: row.data,
    triggerTemplate: row.trigger_template,
    forwardAll: row.forward_all,
    username: row.username,
    integrationFilter: row.integration_filter,
    preset: row.preset as WebhookPreset | null,
    deadlineMs: row.deadline_ms,
    hasPassword: row.has_password,
    hasAuthorizationHeader: row.has_authorization,
    disabledReason: row.disabled_reason,
    outage: row.outage_since === null ? null : { since: row.outage_since, until: row.outage_until },
    dialect: row.dialect as DialectName,
    dialectSettings: row.dialect_settings,
    control: toControl(row),
    connection: row.connection,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
