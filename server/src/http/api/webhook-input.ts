import type { z } from "zod";
import type { Context } from "../../core/context.ts";
import {
  deadlineLimits,
  everyChange,
  type MessageMakers,
  type NewWebhookInput,
  type Webhook,
  type WebhookRefusal,
  type WebhookUpdate,
} from "../../core/outgoing-webhooks/index.ts";
import { findTeam } from "../../core/people/index.ts";
import { AppError } from "../../platform/errors.ts";
import { readDelivery } from "./webhook-delivery.ts";
import type { newWebhook, webhookChanges } from "./webhook-schemas.ts";

type Changes = z.output<typeof webhookChanges>;
type Dialect = Webhook["dialect"];

/** Fields that only OnCall's form knows. */
const oncallFields = ["trigger", "headers", "data", "trigger_template", "forward_all"] as const;

/** @throws AppError `invalid_input` */
export async function readNewWebhook(
  ctx: Context,
  makers: MessageMakers,
  body: z.output<typeof newWebhook>,
): Promise<NewWebhookInput> {
  const { dialect } = body;
  const isOncall = dialect === "oncall";
  if (isOncall && body.trigger === undefined) {
    throw new AppError("invalid_input", "A webhook of OnCall's form needs a trigger.", { field: "trigger" });
  }
  const changes = await readChanges(ctx, makers, { dialect, changes: { settings: {}, ...body } });
  return {
    isEnabled: true,
    teamId: null,
    triggerType: everyChange,
    httpMethod: "POST",
    headers: null,
    data: null,
    triggerTemplate: null,
    forwardAll: isOncall && body.data === undefined,
    username: null,
    integrationFilter: [],
    preset: null,
    deadlineMs: deadlineLimits.standard,
    ...changes,
    name: body.name,
    url: body.url,
    dialect,
  };
}

/** @throws AppError `invalid_input` */
export async function readChanges(
  ctx: Context,
  makers: MessageMakers,
  { dialect, changes }: { dialect: Dialect; changes: Changes },
): Promise<WebhookUpdate> {
  refuseForeignFields(dialect, changes);
  return withoutAbsent({
    name: changes.name,
    isEnabled: changes.is_enabled,
    teamId: changes.team_id == null ? changes.team_id : await readTeam(ctx, changes.team_id),
    dialectSettings: changes.settings && readSettings(makers, dialect, changes.settings),
    triggerType: changes.trigger,
    httpMethod: changes.http_method,
    url: changes.url,
    headers: changes.headers,
    data: changes.data,
    triggerTemplate: changes.trigger_template,
    forwardAll: changes.forward_all,
    username: changes.username,
    password: changes.password,
    authorizationHeader: changes.authorization_header,
    connection: changes.connection,
    integrationFilter: changes.integration_ids,
    deadlineMs: changes.deadline_ms,
    control: changes.delivery && readDelivery(changes.delivery),
  });
}

/** An absent field stays as it is, which an undefined one would not. */
function withoutAbsent(
  update: { [Key in keyof WebhookUpdate]: WebhookUpdate[Key] | undefined },
): WebhookUpdate {
  return Object.fromEntries(Object.entries(update).filter(([, value]) => value !== undefined));
}

function refuseForeignFields(dialect: Dialect, changes: Changes): void {
  if (dialect === "oncall") return;
  const foreign = oncallFields.find((field) => changes[field] !== undefined);
  if (foreign !== undefined) {
    const message = `Webhooks of the form "${dialect}" have no ${foreign}; see their settings.`;
    throw new AppError("invalid_input", message, { field: foreign });
  }
  const method = changes.http_method;
  if (method !== undefined && !["POST", "PUT"].includes(method)) {
    const message = `Webhooks of the form "${dialect}" are sent by POST or PUT.`;
    throw new AppError("invalid_input", message, { field: "http_method" });
  }
}

function readSettings(makers: MessageMakers, dialect: Dialect, given: object): object {
  if (dialect === "oncall") {
    if (Object.keys(given).length === 0) return {};
    throw new AppError("invalid_input", "Webhooks of OnCall's form have no settings.", { field: "settings" });
  }
  const verdict = makers[dialect].readSettings(given);
  if (verdict.kind === "settings") return verdict.settings;
  throw new AppError("invalid_input", verdict.message, { field: "settings" });
}

async function readTeam(ctx: Context, id: string) {
  const team = await findTeam(ctx.db, id);
  if (!team) throw new AppError("invalid_input", `There is no team ${id}.`, { field: "team_id" });
  return team.id;
}

const templateFields = {
  url: "url",
  headers: "headers",
  data: "data",
  triggerTemplate: "trigger_template",
} as const;

/** A refusal of the product's in the API's words. */
export function refusedWebhook(refusal: WebhookRefusal): AppError {
  switch (refusal.reason) {
    case "name_taken":
      return new AppError("conflict", "Another webhook has this name.", { field: "name" });
    case "bad_template":
      return new AppError("invalid_input", refusal.message, { field: templateFields[refusal.field] });
    case "unknown_integration":
      return new AppError("invalid_input", `There is no integration ${refusal.publicId}.`, {
        field: "integration_ids",
      });
    case "fixed_by_preset":
      return new AppError("conflict", `The webhook was made from ${refusal.preset}, which fixes this.`);
  }
}
