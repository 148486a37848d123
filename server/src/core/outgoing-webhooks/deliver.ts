import { performance } from "node:perf_hooks";
import type { SecretBox } from "../../platform/crypto/secret-box.ts";
import { AppError, describeError } from "../../platform/errors.ts";
import type { HttpClient } from "../../platform/http-client/index.ts";
import { instantToMs } from "../../platform/instant.ts";
import { maskHeaders, maskText, secretValues } from "../../platform/masking.ts";
import { storableText } from "../../platform/storable-text.ts";
import { type TraceContext, writeTraceparent } from "../../platform/trace-context.ts";
import type { Tracer } from "../../platform/tracing/index.ts";
import { urlSecrets } from "../../platform/url-secrets.ts";
import type { AccessTokens } from "./access-tokens.ts";
import { retryDelaysMs } from "./delivery-control.ts";
import type { ClaimedDelivery } from "./delivery-store.ts";
import type { Dialect } from "./dialect.ts";
import type { MessageMakers } from "./message-maker.ts";
import type { LoggedRequest, LoggedResponse } from "./model.ts";
import { type OpenedWebhook, openWebhook } from "./opened-webhook.ts";
import { type Exchange, toExchange } from "./outcome.ts";
import { askedPauseMs, decide, type TryOutcome, type Verdict } from "./policy.ts";
import {
  authorize,
  type Message,
  type MessagePlan,
  type MessageTemplates,
  type RenderedMessage,
  renderMessage,
  withDefaults,
} from "./render.ts";
import type { FinishedDelivery, TryRecord } from "./result-store.ts";
import { endTrySpan, nextStep, startTrySpan } from "./trace-try.ts";

/** What making and sending one message needs. */
export interface DeliveryTools {
  http: Pick<HttpClient, "request">;
  accessTokens: AccessTokens;
  templates: MessageTemplates;
  /** OnCall's form. */
  dialect: Dialect;
  /** The other forms. */
  makers?: MessageMakers;
  secrets: SecretBox;
  /** `Tocsin/<version>`. */
  userAgent: string;
  tracer?: Tracer | undefined;
  /** In [0, 1). */
  random: () => number;
}

export interface Delivered {
  /** `startedMsAgo` is set when it is written down. */
  finished: FinishedDelivery;
  startedAt: number;
  /** Whether the receiver said anything. */
  isAnswered: boolean;
  disableReason: string | null;
}

interface Made {
  outcome: TryOutcome;
  request: LoggedRequest;
  secrets: readonly string[];
}

/** Makes one try of a delivery. Never throws: a mistake of ours is a try that failed for an internal reason. */
export async function deliver(delivery: ClaimedDelivery, tools: DeliveryTools): Promise<Delivered> {
  const startedAt = performance.now();
  const span = tools.tracer && startTrySpan(tools.tracer, delivery);
  const made = await tryOnce(delivery, tools, span?.context).catch((error: unknown) =>
    internalFailure(delivery, error),
  );
  if (made === null) {
    const finished = { delivery, record: null, retryInMs: null, askedMs: 0 };
    return { finished, startedAt, isAnswered: true, disableReason: null };
  }
  const verdict = decide({
    number: delivery.attempts + 1,
    outcome: made.outcome,
    now: delivery.now,
    random: tools.random(),
    delaysMs: retryDelaysMs(delivery.webhook.retry),
    expiresInMs: delivery.expiresInMs,
  });
  const record = toRecord(delivery, made, verdict);
  if (span) endTrySpan(span, delivery, record);
  return {
    finished: {
      ...{ delivery, record },
      retryInMs: verdict.kind === "retry" ? verdict.delayMs : null,
      askedMs: askedPauseMs(made.outcome, delivery.now),
    },
    startedAt,
    isAnswered: made.outcome.kind !== "failed",
    disableReason: verdict.kind === "failed" ? verdict.disableReason : null,
  };
}

/** Null when the trigger template says that nobody wants this message. */
async function tryOnce(
  delivery: ClaimedDelivery,
  tools: DeliveryTools,
  trace: TraceContext | undefined,
): Promise<Made | null> {
  const { webhook } = delivery;
  if (!webhook.isEnabled) return unsent(delivery, { kind: "webhook disabled" });
  if (delivery.expiresInMs !== null && delivery.expiresInMs <= 0)
    return unsent(delivery, { kind: "expired" });
  const opened = openWebhook(webhook, tools.secrets);
  const rendered = render(delivery, opened.plan, opened.signingSecrets, tools);
  if (rendered.kind === "unwanted") return null;
  if (rendered.kind === "unmade") return unsent(delivery, rendered, rendered.trigger);
  const { message, trigger } = rendered;
  const headers = addOwnHeaders(message.headers, delivery, tools.userAgent, trace);
  const sent = await send({ ...message, headers }, { opened, deadlineMs: webhook.deadlineMs, tools });
  const { method, url, body } = message;
  return {
    outcome: sent.exchange,
    request: { method, url, headers: sent.headers, body, trigger },
    secrets: secretValues(sent.headers, [...opened.secrets, ...urlSecrets(url)]),
  };
}

function unsent(delivery: ClaimedDelivery, outcome: TryOutcome, trigger: string | null = null): Made {
  return { outcome, request: unmadeRequest(delivery, trigger), secrets: urlSecrets(delivery.webhook.url) };
}

/** The part of a delivery that its message says. */
export type MessageSource = Pick<ClaimedDelivery, "event" | "messageId" | "now" | "responses" | "marker"> & {
  webhook: Pick<ClaimedDelivery["webhook"], "dialect" | "name" | "dialectSettings">;
};

/** Makes the message of any form. */
export function render(
  delivery: MessageSource,
  plan: MessagePlan,
  signingSecrets: readonly string[],
  tools: Pick<DeliveryTools, "templates" | "dialect" | "makers">,
): RenderedMessage {
  const { event, webhook, messageId, now } = delivery;
  if (webhook.dialect === "oncall") {
    if (event.subject === "server") return { kind: "unwanted" };
    const description = tools.dialect.describe({ event, responses: delivery.responses });
    return renderMessage(plan, description, tools.templates);
  }
  const maker = tools.makers?.[webhook.dialect];
  if (!maker) throw new AppError("internal", `No messages of the form ${webhook.dialect} are made here.`);
  const { httpMethod, url, username, password, authorizationHeader } = plan;
  return maker.make({
    ...{ httpMethod, url, username, password, authorizationHeader },
    ...{ event, messageId, now, signingSecrets },
    webhookName: webhook.name,
    settings: webhook.dialectSettings,
  });
}

/**
 * The stable id lets a receiver recognise a repetition, and the sequence number one that was overtaken. Id and time are
 * those of Standard Webhooks; OnCall had neither.
 */
export function addOwnHeaders(
  headers: Readonly<Record<string, string>>,
  delivery: MessageSource,
  userAgent: string,
  trace = nextStep(delivery.event),
): Record<string, string> {
  const traced = trace === undefined ? {} : { traceparent: writeTraceparent(trace) };
  return {
    ...withDefaults(headers, { "User-Agent": userAgent, Accept: "*/*", ...traced }),
    "webhook-id": delivery.messageId,
    "webhook-timestamp": String(Math.floor(instantToMs(delivery.now) / 1000)),
    "tocsin-event-sequence": String(delivery.event.sequence),
    ...markerHeaders(delivery.marker),
  };
}

interface Sent {
  exchange: Exchange;
  headers: Record<string, string>;
}

interface Sending {
  opened: OpenedWebhook;
  deadlineMs: number;
  tools: DeliveryTools;
}

/** With the access token it needs, all within one deadline. A kept token that the receiver refuses is replaced once. */
async function send(message: Message, { opened, deadlineMs, tools }: Sending): Promise<Sent> {
  const { method, url, headers } = message;
  const { tls, oauth2 } = opened;
  const endsAt = performance.now() + deadlineMs;
  const left = () => Math.max(1, Math.ceil(endsAt - performance.now()));
  const request = async (own: Record<string, string>): Promise<Sent> => {
    const body = message.body ?? undefined;
    const outcome = await tools.http.request({ method, url, headers: own, body, deadlineMs: left(), tls });
    return { exchange: toExchange(outcome), headers: own };
  };
  if (oauth2 === null) return request(headers);
  const token = await tools.accessTokens.get(oauth2, left());
  if (token.kind === "failed") return { exchange: withoutToken(token.message), headers };
  const first = await request(authorize(headers, token.authorization));
  if (first.exchange.kind !== "answered" || first.exchange.response.status !== 401) return first;
  tools.accessTokens.forget(oauth2);
  if (token.isFresh) return first;
  const renewed = await tools.accessTokens.get(oauth2, left());
  if (renewed.kind === "failed") return { exchange: withoutToken(renewed.message), headers };
  return request(authorize(headers, renewed.authorization));
}

function withoutToken(message: string): Exchange {
  return { kind: "failed", cause: "authorization", message, timings: {} };
}

/** What is known of a request that could not be made: its templates, and that a person asked for it. */
function unmadeRequest({ webhook, marker }: ClaimedDelivery, trigger: string | null): LoggedRequest {
  const headers = markerHeaders(marker);
  return { method: webhook.httpMethod, url: webhook.url, headers, body: null, trigger };
}

function markerHeaders(marker: ClaimedDelivery["marker"]): Record<string, string> {
  return marker === null ? {} : { [`webhook-${marker}`]: "true" };
}

function internalFailure(delivery: ClaimedDelivery, error: unknown): Made {
  const message = error instanceof AppError ? error.message : `The server failed: ${describeError(error)}`;
  return unsent(delivery, { kind: "failed", cause: "internal", message, timings: {} });
}

const results = { delivered: "delivered", retry: "retry", failed: "failed" } as const;

function toRecord(
  delivery: ClaimedDelivery,
  { outcome, request, secrets }: Made,
  verdict: Verdict,
): TryRecord {
  const wait = Math.max(0, Math.round(delivery.queueMs * 10) / 10);
  return {
    startedMsAgo: 0,
    result: results[verdict.kind],
    ...describeOutcome(outcome, secrets),
    request: maskRequest(request, secrets),
    response: outcome.kind === "answered" ? maskResponse(outcome.response, secrets) : null,
    timings: "timings" in outcome ? { wait, ...outcome.timings } : { wait },
  };
}

function describeOutcome(
  outcome: TryOutcome,
  secrets: readonly string[],
): Pick<TryRecord, "cause" | "errorPart" | "error"> {
  switch (outcome.kind) {
    case "answered":
      return { cause: "response", errorPart: null, error: null };
    case "failed":
      return { cause: outcome.cause, errorPart: null, error: storable(outcome.message, secrets) };
    case "unmade":
      return { cause: outcome.cause, errorPart: outcome.part, error: storable(outcome.message, secrets) };
    case "webhook disabled":
      return { cause: "disabled", errorPart: null, error: "The webhook is switched off." };
    case "expired":
      return { cause: "expired", errorPart: null, error: "It was too old to be sent." };
  }
}

/** The request as it may be stored and shown. */
export function maskRequest(request: LoggedRequest, secrets: readonly string[]): LoggedRequest {
  return {
    method: request.method,
    url: storable(maskUserinfo(request.url), secrets),
    headers: Object.fromEntries(
      Object.entries(maskHeaders(request.headers)).map(([name, value]) => [
        storableText(name),
        storable(value, secrets),
      ]),
    ),
    body: request.body === null ? null : storable(request.body, secrets),
    trigger: request.trigger === null ? null : storableText(request.trigger),
  };
}

function maskUserinfo(url: string): string {
  return url.replace(/^(https?:\/\/)[^/?#\\]*@/i, "$1****@");
}

function maskResponse(response: LoggedResponse, secrets: readonly string[]): LoggedResponse {
  const headers = Object.entries(maskHeaders(response.headers));
  return {
    status: response.status,
    headers: Object.fromEntries(headers.map(([name, value]) => [name, maskText(value, secrets)])),
    body: maskText(response.body, secrets),
  };
}

function storable(text: string, secrets: readonly string[]): string {
  return storableText(maskText(text, secrets));
}
