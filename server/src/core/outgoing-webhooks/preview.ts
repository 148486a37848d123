import { AppError } from "../../platform/errors.ts";
import { type AlertGroupId, newMessageId } from "../../platform/ids.ts";
import { secretValues } from "../../platform/masking.ts";
import { urlSecrets } from "../../platform/url-secrets.ts";
import type { GroupEventType } from "../alert-groups/model.ts";
import type { Context } from "../context.ts";
import { type Caller, requireRole } from "../people/index.ts";
import type { Rendered, TemplateFailure } from "../templates/index.ts";
import { addOwnHeaders, type DeliveryTools, maskRequest, render } from "./deliver.ts";
import type { LoggedRequest, MessagePart, WebhookSettings } from "./model.ts";
import { composeEvent, findNewestGroupOf, findPastEvent } from "./preview-store.ts";
import type { MessageTemplates } from "./render.ts";

/** A webhook as it would be saved. */
export interface PreviewDraft {
  settings: Omit<WebhookSettings, "teamId" | "preset" | "control">;
  password: string | null;
  authorizationHeader: string | null;
  isSigned: boolean;
}

export type Preview =
  | { kind: "request"; request: LoggedRequest }
  /** The webhook is not told of this event. */
  | { kind: "unwanted" }
  | { kind: "unmade"; part: MessagePart; message: string; place: { line: number; column: number } | null };

type PreviewTools = Pick<DeliveryTools, "templates" | "dialect" | "userAgent"> &
  Required<Pick<DeliveryTools, "makers">>;

/** What a preview is about. */
export type PreviewEvent =
  | { kind: "past"; id: number }
  /** As if it happened now; without a group to the newest one that the webhook listens to. */
  | { kind: "now"; groupId: AlertGroupId | undefined; type: GroupEventType };

/**
 * The request that a webhook would send about an event, secrets masked; nothing is sent or stored.
 * @throws AppError `conflict` when there is no alert group that the webhook listens to, `invalid_input` for an event that
 * is not kept
 */
export async function previewMessage(
  ctx: Context,
  caller: Caller,
  { draft, about }: { draft: PreviewDraft; about: PreviewEvent },
  tools: PreviewTools,
): Promise<Preview> {
  requireRole(caller, "admin");
  const found = await findEvent(ctx, draft, about);
  const { settings, password, authorizationHeader } = draft;
  const source = {
    ...found,
    ...{ messageId: newMessageId(), responses: new Map<string, string>(), marker: null },
    webhook: settings,
  };
  const signingSecrets = madeUpSecrets(draft, tools);
  const { templates, failure } = watchFailures(tools.templates);
  const plan = { ...settings, password, authorizationHeader };
  const rendered = render(source, plan, signingSecrets, { ...tools, templates });
  if (rendered.kind === "unwanted") return rendered;
  if (rendered.kind === "unmade") {
    const { part, message } = rendered;
    return { kind: "unmade", part, message, place: failure() };
  }
  const { message, trigger } = rendered;
  const headers = addOwnHeaders(message.headers, source, tools.userAgent);
  const secrets = secretValues(headers, [
    password,
    authorizationHeader,
    ...signingSecrets,
    ...urlSecrets(message.url),
  ]);
  return { kind: "request", request: maskRequest({ ...message, headers, trigger }, secrets) };
}

async function findEvent(ctx: Context, { settings }: PreviewDraft, about: PreviewEvent) {
  if (about.kind === "past") {
    const past = await findPastEvent(ctx.db, about.id);
    if (past) return past;
    throw new AppError("invalid_input", `There is no event ${about.id} any more.`, { field: "event_id" });
  }
  const chosen = about.groupId ?? (await findNewestGroupOf(ctx.db, settings.integrationFilter));
  const composed = chosen === undefined ? undefined : await composeEvent(ctx.db, chosen, about.type);
  if (composed) return composed;
  const message = "There is no alert group yet that this webhook listens to; send an alert first.";
  throw new AppError("conflict", message, { field: "alert_group" });
}

/** Signatures are masked, so that any secret of the form will do. */
function madeUpSecrets({ settings, isSigned }: PreviewDraft, { makers }: PreviewTools): string[] {
  const { dialect, dialectSettings } = settings;
  return isSigned && dialect !== "oncall" ? [makers[dialect].newSecret(dialectSettings)] : [];
}

/** Where the last template that failed did so: the log of deliveries keeps the message alone. */
function watchFailures(templates: MessageTemplates) {
  let failure: TemplateFailure | undefined;
  const watch = (rendered: Rendered): Rendered => {
    if (rendered.kind !== "text") failure = rendered.failure;
    return rendered;
  };
  const watched: MessageTemplates = {
    raw: (source, variables) => watch(templates.raw(source, variables)),
    escaped: (source, variables) => watch(templates.escaped(source, variables)),
  };
  return {
    templates: watched,
    failure: () => (failure ? { line: failure.line, column: failure.column } : null),
  };
}
