import { sql } from "kysely";
import type { WebhookId } from "../../platform/ids.ts";
import { type RetrySchedule, toRetrySchedule } from "./delivery-control.ts";
import type { DialectName, HttpMethod, WebhookSettings } from "./model.ts";

/** What sending to a webhook needs; one object for all deliveries of a claim that go to it. */
export interface ClaimedWebhook
  extends Pick<
    WebhookSettings,
    | ("name" | "isEnabled" | "httpMethod" | "url" | "headers" | "data" | "triggerTemplate" | "forwardAll")
    | ("username" | "deadlineMs" | "dialect" | "dialectSettings")
  > {
  id: WebhookId;
  publicId: string;
  sealedPassword: Buffer | null;
  sealedAuthorization: Buffer | null;
  sealedConnection: Buffer | null;
  retry: RetrySchedule;
  ratePerSecond: number | null;
  /** How long a delivery may be tried, from its making on; null: as long as its schedule goes. */
  expiresAfterMs: number | null;
  isOrdered: boolean;
  /** The present one first. */
  sealedSigningSecrets: readonly Buffer[];
  /** Whether its messages can show the answers of other webhooks, and there are others. */
  canShowAnswers: boolean;
}

/** Columns of `webhooks w` that make a claimed webhook. */
export const webhookColumns = sql.raw(`
  w.public_id as webhook_public_id, w.is_enabled, w.http_method, w.url, w.headers, w.data, w.trigger_template,
  w.forward_all, w.username, w.sealed_password, w.sealed_authorization, w.sealed_connection, w.deadline_ms,
  w.retry_schedule, w.retry_delays_s, w.rate_per_second, w.expires_after_s, w.is_ordered, w.name as webhook_name,
  w.dialect, w.dialect_settings,
  case when w.dialect <> 'oncall' then (select array_agg(s.sealed order by s.expires_at is not null, s.id desc)
    from webhook_secrets s where s.webhook_id = w.id and (s.expires_at is null or s.expires_at > now())) end
    as sealed_signing_secrets,
  w.dialect = 'oncall'
    and (w.forward_all or concat_ws(' ', w.url, w.headers, w.data, w.trigger_template) like '%responses%')
    and exists (select from webhooks other where other.id <> w.id and other.deleted_at is null) as can_show_answers`);

export interface WebhookColumns {
  webhook_id: number;
  webhook_public_id: string;
  is_enabled: boolean;
  http_method: string;
  url: string;
  headers: string | null;
  data: string | null;
  trigger_template: string | null;
  forward_all: boolean;
  username: string | null;
  sealed_password: Buffer | null;
  sealed_authorization: Buffer | null;
  sealed_connection: Buffer | null;
  deadline_ms: number;
  retry_schedule: string;
  retry_delays_s: number[] | null;
  rate_per_second: number | null;
  expires_after_s: number | null;
  is_ordered: boolean;
  webhook_name: string;
  dialect: string;
  dialect_settings: object;
  sealed_signing_secrets: Buffer[] | null;
  can_show_answers: boolean;
}

export function toClaimedWebhook(row: WebhookColumns): ClaimedWebhook {
  return {
    id: row.webhook_id as WebhookId,
    publicId: row.webhook_public_id,
    isEnabled: row.is_enabled,
    httpMethod: row.http_method as HttpMethod,
    url: row.url,
    headers: row.headers,
    data: row.data,
    triggerTemplate: row.trigger_template,
    forwardAll: row.forward_all,
    username: row.username,
    sealedPassword: row.sealed_password,
    sealedAuthorization: row.sealed_authorization,
    sealedConnection: row.sealed_connection,
    deadlineMs: row.deadline_ms,
    retry: toRetrySchedule(row),
    ratePerSecond: row.rate_per_second,
    expiresAfterMs: row.expires_after_s === null ? null : row.expires_after_s * 1_000,
    isOrdered: row.is_ordered,
    name: row.webhook_name,
    dialect: row.dialect as DialectName,
    dialectSettings: row.dialect_settings,
    sealedSigningSecrets: row.sealed_signing_secrets ?? [],
    canShowAnswers: row.can_show_answers,
  };
}
