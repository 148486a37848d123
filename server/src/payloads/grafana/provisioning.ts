import { isAlias, parseDocument, stringify, visit, YAMLError } from "yaml";
import { z } from "zod";
import { describeMistake } from "../describe-mistake.ts";

const text = z.string().max(200_000);
const texts = z.record(z.string(), text);
const optionalText = text.nullish().transform((given) => given ?? "");

const tlsConfig = z.looseObject({
  insecureSkipVerify: z.boolean().default(false),
  caCertificate: optionalText,
  clientCertificate: optionalText,
  clientKey: optionalText,
  serverName: optionalText,
});

const settings = z.looseObject({
  url: text.min(1),
  httpMethod: z.enum(["POST", "PUT"]).default("POST"),
  username: optionalText,
  password: optionalText,
  authorization_scheme: optionalText,
  authorization_credentials: optionalText,
  headers: texts.default({}),
  maxAlerts: z.union([z.number(), z.string()]).default(0),
  title: optionalText,
  message: optionalText,
  payload: z.looseObject({ template: optionalText, vars: texts.default({}) }).nullish(),
  tlsConfig: tlsConfig.nullish(),
  hmacConfig: z
    .looseObject({ secret: text.min(1), header: optionalText, timestampHeader: optionalText })
    .nullish(),
  http_config: z
    .looseObject({
      oauth2: z
        .looseObject({
          token_url: text.min(1),
          client_id: text.min(1),
          client_secret: text.min(1),
          scopes: z.array(text).default([]),
          endpoint_params: texts.default({}),
          tls_config: tlsConfig.nullish(),
          proxy_config: z.undefined("is not supported: Tocsin asks for tokens directly").optional(),
        })
        .optional(),
    })
    .nullish(),
});

const receiver = z.looseObject({
  uid: text.optional(),
  type: text.min(1),
  settings: z.record(z.string(), z.unknown()).default({}),
  secureSettings: z.record(z.string(), text).default({}),
  disableResolveMessage: z.boolean().default(false),
});

const file = z.looseObject({
  apiVersion: z.literal(1),
  contactPoints: z
    .array(
      z.looseObject({
        orgId: z.int().min(0).default(1),
        name: z.string().min(1).max(200),
        receivers: z.array(receiver).max(100),
      }),
    )
    .max(1000),
});

type Settings = z.output<typeof settings>;

export interface ImportedWebhook {
  contactPoint: string;
  uid: string | null;
  /** Settings of the file that mean nothing here. */
  ignored: string[];
  /** A request for a new webhook of API v2, still to be checked as one. */
  request: object;
}

export type Provisioning =
  | { kind: "read"; webhooks: ImportedWebhook[]; skipped: { contactPoint: string; type: string }[] }
  | { kind: "refused"; message: string };

const mostAliases = 100;

/** Reads a file of contact points, as Grafana provisions and exports them. Receivers that are no webhooks are skipped. */
export function readProvisioning(yaml: string): Provisioning {
  const parsed = parseYaml(yaml);
  if (parsed.kind === "refused") return parsed;
  const read = file.safeParse(parsed.value);
  if (!read.success) return { kind: "refused", message: describeMistake(read.error) };
  const result: Provisioning = { kind: "read", webhooks: [], skipped: [] };
  for (const [at, point] of read.data.contactPoints.entries()) {
    const count = point.receivers.filter(({ type }) => type === "webhook").length;
    for (const [nth, one] of point.receivers.entries()) {
      if (one.type !== "webhook") {
        result.skipped.push({ contactPoint: point.name, type: one.type });
        continue;
      }
      const name = count > 1 ? `${point.name} ${nth + 1}` : point.name;
      const made = toImported(one, { name, contactPoint: point.name, orgId: point.orgId });
      if (typeof made === "string") {
        const place = `contactPoints.${at}.receivers.${nth}`;
        return { kind: "refused", message: `${place}.${made}` };
      }
      result.webhooks.push(made);
    }
  }
  return result;
}

function parseYaml(yaml: string): { kind: "value"; value: unknown } | { kind: "refused"; message: string } {
  try {
    const document = parseDocument(yaml, { schema: "core", uniqueKeys: true, prettyErrors: true });
    const [mistake] = document.errors;
    if (mistake) return { kind: "refused", message: `not YAML: ${mistake.message.split("\n", 1)[0]}` };
    let aliases = 0;
    visit(document, (_key, node) => {
      if (isAlias(node)) aliases += 1;
    });
    if (aliases > mostAliases) return { kind: "refused", message: "too many aliases in the YAML" };
    return { kind: "value", value: document.toJS({ maxAliasCount: mostAliases }) };
  } catch (error) {
    // An alias without its anchor, or aliases that multiply, show when values are made.
    if (error instanceof YAMLError || error instanceof ReferenceError) {
      return { kind: "refused", message: `not YAML: ${error.message}` };
    }
    throw error;
  }
}

/** A mistake is told as `<field>: <what>`. */
function toImported(
  { uid, settings: given, secureSettings, disableResolveMessage }: z.output<typeof receiver>,
  about: { name: string; contactPoint: string; orgId: number },
): ImportedWebhook | string {
  const merged = unescapeVariables(withSecure(given, secureSettings));
  const read = settings.safeParse(merged);
  if (!read.success) return `settings.${describeMistake(read.error)}`;
  const mistake = findUnreadable(read.data) ?? findContradiction(read.data);
  if (mistake !== undefined) return mistake;
  return {
    contactPoint: about.contactPoint,
    uid: uid ?? null,
    ignored: Object.keys(merged).filter((key) => !(key in settings.shape)),
    request: toRequest(read.data, { ...about, isResolvedSent: !disableResolveMessage }),
  };
}

/** Secure settings have the path of the field as their name, and win. */
function withSecure(given: Record<string, unknown>, secure: Record<string, string>): Record<string, unknown> {
  const merged = structuredClone(given);
  for (const [path, value] of Object.entries(secure)) {
    const names = path.split(".");
    const last = names.pop();
    if (last === undefined || [...names, last].includes("__proto__")) continue;
    let place: Record<string, unknown> = merged;
    for (const name of names) {
      const next = place[name];
      const child = isObject(next) ? next : {};
      place[name] = child;
      place = child;
    }
    place[last] = value;
  }
  return merged;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Grafana's files write `$$` for a dollar sign, since `$NAME` is a variable of its environment. */
function unescapeVariables(value: Record<string, unknown>): Record<string, unknown> {
  return mapTexts(value, (one) => one.replaceAll("$$", "$")) as Record<string, unknown>;
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, change)]));
}

/** Values that the file does not hold: taken out by an export, or left to Grafana's environment. */
function findUnreadable(given: Settings): string | undefined {
  const oauth2 = given.http_config?.oauth2;
  const values: Record<string, string | undefined> = {
    url: given.url,
    username: given.username,
    password: given.password,
    authorization_credentials: given.authorization_credentials,
    "hmacConfig.secret": given.hmacConfig?.secret,
    "tlsConfig.clientKey": given.tlsConfig?.clientKey,
    "http_config.oauth2.client_secret": oauth2?.client_secret,
  };
  for (const [name, value] of Object.entries(values)) {
    if (value === "[REDACTED]") return `settings.${name}: was taken out by the export; write its value`;
    if (value !== undefined && /^\$(?:\w+|\{\w+\})$/.test(value)) {
      return `settings.${name}: is a variable of Grafana's environment; write its value`;
    }
  }
  return given.url === "grafana://noop" ? "settings.url: sends nothing" : undefined;
}

function findContradiction(given: Settings): string | undefined {
  const isBasic = given.username !== "" && given.password !== "";
  if (!isBasic || given.authorization_credentials === "") return undefined;
  return "settings.authorization_credentials: cannot stand beside username and password";
}

function toRequest(
  given: Settings,
  about: { name: string; contactPoint: string; orgId: number; isResolvedSent: boolean },
): object {
  const { hmacConfig: hmac, payload } = given;
  const oauth2 = given.http_config?.oauth2;
  const credentials = given.authorization_credentials;
  const connection = { tls: toTls(given.tlsConfig), oauth2: oauth2 ? toOauth2(oauth2) : null };
  return {
    dialect: "grafana",
    name: about.name,
    url: given.url,
    http_method: given.httpMethod,
    username: given.username || null,
    password: given.password || null,
    authorization_header: (credentials && `${given.authorization_scheme || "Bearer"} ${credentials}`) || null,
    signing_secret: hmac?.secret ?? null,
    ...(connection.tls || connection.oauth2 ? { connection } : {}),
    settings: {
      receiver: about.contactPoint,
      org_id: about.orgId,
      title: given.title,
      message: given.message,
      payload: payload?.template ? { template: payload.template, vars: payload.vars } : null,
      max_alerts: wholeNumber(given.maxAlerts),
      send_resolved: about.isResolvedSent,
      headers: given.headers,
      hmac: {
        header: hmac?.header || undefined,
        timestamp_header: hmac?.timestampHeader || null,
      },
    },
  };
}

function toTls(given: z.output<typeof tlsConfig> | null | undefined): object | null {
  if (!given) return null;
  return {
    ca: given.caCertificate || undefined,
    client_certificate: given.clientCertificate || undefined,
    client_key: given.clientKey || undefined,
    server_name: given.serverName || null,
    insecure_skip_verify: given.insecureSkipVerify,
  };
}

function toOauth2(given: NonNullable<NonNullable<Settings["http_config"]>["oauth2"]>): object {
  const { token_url, client_id, client_secret, scopes, endpoint_params, tls_config } = given;
  return { token_url, client_id, client_secret, scopes, endpoint_params, tls: toTls(tls_config) };
}

/** Grafana reads what is no whole number as "all". */
function wholeNumber(given: number | string): number {
  const number = given === "" ? 0 : Number(given);
  return Number.isSafeInteger(number) ? number : 0;
}

/** A file for Grafana's provisioning; `points` hold no secrets. */
export function writeProvisioning(
  points: readonly { orgId: number; name: string; receiver: object }[],
): string {
  const contactPoints = points.map(({ orgId, name, receiver: one }) => ({
    orgId,
    name,
    receivers: [mapTexts(one, (value) => value.replaceAll("$", "$$$$"))],
  }));
  return stringify({ apiVersion: 1, contactPoints }, { lineWidth: 0 });
}
