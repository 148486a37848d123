import {
  Dict,
  dumpJson,
  Float,
  fromValue,
  JsonSyntaxError,
  parseJson,
  TemplateError,
  type Value,
} from "@tocsin/jinja";
import { judgeHeaders } from "../../platform/http-client/index.ts";
import { type Rendered, shownFailure } from "../templates/index.ts";
import { TextEscaper } from "./json-escape.ts";
import type { HttpMethod, MessagePart } from "./model.ts";

/** What a webhook says about its messages, secrets opened. */
export interface MessagePlan {
  httpMethod: HttpMethod;
  triggerTemplate: string | null;
  url: string;
  headers: string | null;
  data: string | null;
  forwardAll: boolean;
  username: string | null;
  password: string | null;
  authorizationHeader: string | null;
}

/** Renders without escaping (`raw`: trigger, URL), or where values are texts inside JSON (`escaped`: headers, data). */
export interface MessageTemplates {
  raw(source: string, variables: ReadonlyMap<string, Value>): Rendered;
  escaped(source: string, variables: ReadonlyMap<string, Value>): Rendered;
}

export interface Message {
  method: HttpMethod;
  url: string;
  headers: Record<string, string>;
  body: string | null;
}

export type RenderedMessage =
  | { kind: "message"; message: Message; trigger: string | null }
  /** The trigger template said no. */
  | { kind: "unwanted" }
  | {
      kind: "unmade";
      cause: "template" | "policy";
      part: MessagePart;
      message: string;
      trigger: string | null;
    };

/** Makes the request for one event, in OnCall's order: trigger, URL, headers, body. */
export function renderMessage(
  plan: MessagePlan,
  description: Dict,
  templates: MessageTemplates,
): RenderedMessage {
  const contexts = createContexts(description);
  const trigger = renderTrigger(plan, contexts, templates);
  if (trigger.kind !== "made") return trigger;
  const problem = (failure: Unmade): RenderedMessage => ({ ...failure, trigger: trigger.value });
  const target = renderTarget(plan, contexts, templates);
  if (target.kind === "unmade") return problem(target);
  const headers = renderHeaders(plan, contexts, templates);
  if (headers.kind === "unmade") return problem(headers);
  const body = renderBody(plan, contexts, templates);
  if (body.kind === "unmade") return problem(body);
  const credentials =
    plan.username && plan.password ? basic(plan.username, plan.password) : target.value.credentials;
  const own = withDefaults(headers.value, body.value.headers);
  return {
    kind: "message",
    trigger: trigger.value,
    message: {
      method: plan.httpMethod,
      url: target.value.url,
      headers: authorize(own, credentials ?? (plan.authorizationHeader || null)),
      body: body.value.body,
    },
  };
}

interface Unmade {
  kind: "unmade";
  cause: "template" | "policy";
  part: MessagePart;
  message: string;
}
type Made<T> = { kind: "made"; value: T } | Unmade;

interface Contexts {
  description: Dict;
  raw(): ReadonlyMap<string, Value>;
  escaped(): ReadonlyMap<string, Value>;
}

/** Each is made when a template needs it; most webhooks need one of them at most. */
function createContexts(description: Dict): Contexts {
  let raw: ReadonlyMap<string, Value> | undefined;
  let escaped: ReadonlyMap<string, Value> | undefined;
  return {
    description,
    raw: () => (raw ??= toVariables(description)),
    escaped: () => (escaped ??= new EscapedVariables(toVariables(description))),
  };
}

/** `payload` is None in OnCall's webhook templates, where `alert_payload` is meant. */
function toVariables(description: Value): ReadonlyMap<string, Value> {
  const variables = new Map<string, Value>([["payload", null]]);
  if (!(description instanceof Dict)) return variables;
  for (const [key, value] of description.pairs()) variables.set(String(key), value);
  return variables;
}

/** Variables whose texts are escaped for JSON, each when a template asks for it: most ask for few, of large payloads. */
class EscapedVariables extends Map<string, Value> {
  readonly #escaper = new TextEscaper();
  readonly #escaped = new Map<string, Value>();

  override get(name: string): Value | undefined {
    const known = this.#escaped.get(name);
    if (known !== undefined) return known;
    const value = super.get(name);
    if (value === undefined) return undefined;
    const escaped = this.#escaper.escape(value);
    this.#escaped.set(name, escaped);
    return escaped;
  }
}

/** Templates without a construct are their own result. */
function isPlain(source: string): boolean {
  return !source.includes("{") || !/\{[{%#]/.test(source);
}

function renderPart(part: MessagePart, rendered: Rendered): Made<string> {
  if (rendered.kind === "text") return { kind: "made", value: rendered.text };
  return { kind: "unmade", cause: "template", part, message: shownFailure(rendered.failure) };
}

type Trigger = { kind: "made"; value: string | null } | { kind: "unwanted" } | (Unmade & { trigger: null });

/** Exactly `true` or `1` in any case, blanks not removed: OnCall's reading of this template. */
function renderTrigger(plan: MessagePlan, contexts: Contexts, templates: MessageTemplates): Trigger {
  if (!plan.triggerTemplate) return { kind: "made", value: null };
  const rendered = renderPart("trigger", templates.raw(plan.triggerTemplate, contexts.raw()));
  if (rendered.kind === "unmade") return { ...rendered, trigger: null };
  return ["true", "1"].includes(rendered.value.toLowerCase()) ? rendered : { kind: "unwanted" };
}

interface Target {
  url: string;
  credentials: string | null;
}

/** The URL without the credentials in it: those travel as basic authentication, as Python's requests sends them. */
function renderTarget(plan: MessagePlan, contexts: Contexts, templates: MessageTemplates): Made<Target> {
  const rendered: Made<string> = isPlain(plan.url)
    ? { kind: "made", value: plan.url }
    : renderPart("url", templates.raw(plan.url, contexts.raw()));
  if (rendered.kind === "unmade") return rendered;
  const text = rendered.value.trim();
  const withCredentials = /^(https?:\/\/)([^/?#\\]*)@(.*)$/is.exec(text);
  if (!withCredentials) return { kind: "made", value: { url: text, credentials: null } };
  const [, scheme = "", userinfo = "", rest = ""] = withCredentials;
  return { kind: "made", value: { url: scheme + rest, credentials: credentialsOf(userinfo) } };
}

function credentialsOf(userinfo: string): string | null {
  const colon = userinfo.indexOf(":");
  const [user, password] = colon < 0 ? [userinfo, ""] : [userinfo.slice(0, colon), userinfo.slice(colon + 1)];
  return user === "" && password === "" ? null : basic(decode(user), decode(password));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that is meant as one.
    return text;
  }
}

/** The header of basic authentication. */
export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}`;
}

/** Header names differ by case only in spelling. */
export function withDefaults(
  headers: Readonly<Record<string, string>>,
  defaults: Readonly<Record<string, string>>,
): Record<string, string> {
  const given = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const missing = Object.entries(defaults).filter(([name]) => !given.has(name.toLowerCase()));
  return { ...Object.fromEntries(missing), ...headers };
}

/** The headers with this `Authorization`, whatever theirs was. */
export function authorize(
  headers: Record<string, string>,
  authorization: string | null,
): Record<string, string> {
  if (authorization === null) return headers;
  const others = Object.entries(headers).filter(([name]) => name.toLowerCase() !== "authorization");
  return { ...Object.fromEntries(others), Authorization: authorization };
}

function renderHeaders(
  plan: MessagePlan,
  contexts: Contexts,
  templates: MessageTemplates,
): Made<Record<string, string>> {
  if (!plan.headers) return { kind: "made", value: {} };
  const rendered = renderPart("headers", templates.escaped(plan.headers, contexts.escaped()));
  if (rendered.kind === "unmade") return rendered;
  const parsed = parseJsonText(rendered.value);
  if (!(parsed instanceof Dict)) return badHeaders("template", "Template did not result in json/dict");
  const headers: Record<string, string> = {};
  for (const [name, value] of parsed.pairs()) {
    if (value === null) continue;
    const text = headerText(value);
    if (text === undefined)
      return badHeaders("template", `The value of the header ${String(name)} is not a text`);
    headers[String(name)] = text;
  }
  const verdict = judgeHeaders(headers);
  return verdict.verdict === "allowed"
    ? { kind: "made", value: headers }
    : badHeaders("policy", verdict.reason);
}

function badHeaders(cause: "template" | "policy", message: string): Unmade {
  return { kind: "unmade", cause, part: "headers", message };
}

function headerText(value: Value): string | undefined {
  if (typeof value === "string") return value;
  if (
    value instanceof Float ||
    typeof value === "number" ||
    typeof value === "bigint" ||
    typeof value === "boolean"
  ) {
    return String(fromValue(value));
  }
  return undefined;
}

const methodsWithBody: ReadonlySet<HttpMethod> = new Set(["POST", "PUT", "PATCH"]);

interface Body {
  body: string | null;
  headers: Record<string, string>;
}

const noBody: Body = { body: null, headers: {} };

/** JSON is written again as Python's requests writes it; any other text is sent as it is, without a content type. */
function renderBody(plan: MessagePlan, contexts: Contexts, templates: MessageTemplates): Made<Body> {
  if (!methodsWithBody.has(plan.httpMethod)) return { kind: "made", value: noBody };
  if (plan.forwardAll) return { kind: "made", value: jsonBody(contexts.description) };
  if (!plan.data) return { kind: "made", value: noBody };
  const rendered = renderPart("data", templates.escaped(plan.data, contexts.escaped()));
  if (rendered.kind === "unmade") return rendered;
  const parsed = parseJsonText(rendered.value);
  if (parsed === undefined) return { kind: "made", value: { body: rendered.value, headers: {} } };
  return { kind: "made", value: jsonBody(parsed) };
}

function jsonBody(value: Value): Body {
  return {
    body: dumpJson(value, { style: "python-ascii" }),
    headers: { "Content-Type": "application/json" },
  };
}

/** Undefined for what is not JSON; Python's NaN and Infinity are not, since no receiver could read them. */
function parseJsonText(text: string): Value | undefined {
  try {
    const value = parseJson(text);
    return /NaN|Infinity/.test(text) && !isStrictJson(text) ? undefined : value;
  } catch (error) {
    if (error instanceof JsonSyntaxError || error instanceof TemplateError) return undefined;
    throw error;
  }
}

function isStrictJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
