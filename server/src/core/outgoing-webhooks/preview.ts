import { AppError } from "../../platform/errors.ts";
import { type AlertGroupId, newMessageId } from "../../platform/ids.ts";
import { secretValues } from "../../platform/masking.ts";
import type { GroupEventType } from "../alert-groups/model.ts";
import type { Context } from "../context.ts";
import { type Caller, requireRole } from "../people/index.ts";
import type { Rendered, TemplateFailure } from "../templates/index.ts";
import { addOwnHeaders, type DeliveryTools, maskRequest, render } from "./deliver.ts";
import type { LoggedRequest, MessagePart, WebhookSettings } from "./model.ts";
import { composeEvent, findNewestGroupOf } from "./preview-store.ts";
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

/**
 * The request that a webhook would send about an alert group, secrets masked; nothing is sent or stored.
 * @throws AppError `conflict` when there is no alert group that the webhook listens to
 */
export async function previewMessage(
  ctx: Context,
  caller: Caller,
  { draft, groupId, type }: { draft: PreviewDraft; groupId: AlertGroupId | undefined; type: GroupEventType },
  tools: PreviewTools,
): Promise<Preview> {
  requireRole(caller, "admin");
  const chosen = groupId ?? (await findNewestGroupOf(ctx.db, draft.settings.integrationFilter));
  const found = chosen === undefined ? undefined : await composeEvent(ctx.db, chosen, type);
  if (!found) {
    const message = "There is no alert group yet that this webhook listens to; send an alert first.";
    throw new AppError("conflict", message, { field: "alert_group" });
  }
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
  const secrets = secretValues(headers, [password, authorizationHeader, ...signingSecrets]);
  return { kind: "request", request: maskRequest({ ...message, headers, trigger }, secrets) };
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
