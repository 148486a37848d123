import { z } from "zod";
import { type MailWebhookSettings, mailProviderNames } from "./core/inbound-mail/providers.ts";
import { parseAddressList, senderAddress, smtpUrl } from "./mail-settings.ts";
import { AppError } from "./platform/errors.ts";
import { parseCidrList, parseNameList } from "./platform/http-client/index.ts";
import { logLevels } from "./platform/log.ts";
import { readTracingSettings, type TracingSettings } from "./platform/tracing/index.ts";

/** A list in one variable, read by a parser that throws an error naming the bad entry. */
function listOf<Entry>(parse: (text: string) => Entry[]) {
  return z.string().transform((text, context) => {
    try {
      return parse(text);
    } catch (error) {
      context.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });
}

interface Setting<Schema extends z.ZodType> {
  schema: Schema;
  fallback: string | undefined;
  explanation: string;
}

const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a number")
  .transform(Number)
  .pipe(z.number().min(0).max(65_535));
const httpUrl = z
  .string()
  .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), "must start with http:// or https://")
  .transform((text) => text.replace(/\/+$/, ""));
const bytes = z
  .string()
  .regex(/^\d{1,10}$/, "must be a number of bytes")
  .transform(Number)
  .pipe(z.number().min(1024));

const listenAddress = z
  .string()
  .regex(/^(?:\[[\da-f:.]+\]|[^\s:[\]]*):\d{1,5}$/i, "must be host:port, for example 0.0.0.0:25 or [::]:25")
  .transform((text) => {
    const at = text.lastIndexOf(":");
    return { host: text.slice(0, at).replace(/^\[|\]$/g, "") || "0.0.0.0", port: Number(text.slice(at + 1)) };
  })
  .refine((address) => address.port <= 65_535, "the port must be at most 65535");
const domainName = z
  .string()
  .max(253)
  .regex(/^(?!-)[a-z\d-]+(?:\.[a-z\d-]+)*$/i, "must be a domain, for example alerts.example.com");
const providerName = z.enum(mailProviderNames);
const providerNames = listOf((text) =>
  text.split(",").flatMap((entry) => {
    const name = entry.trim();
    if (name === "") return [];
    const read = providerName.safeParse(name);
    if (read.success) return [read.data];
    throw new Error(`"${name}" is none of ${mailProviderNames.join(", ")}`);
  }),
);

/** Every setting: its environment variable, how it is read, its default, and what it is for. */
export const settings = {
  TOCSIN_HOST: define(z.string().min(1), "127.0.0.1", "Address to listen on; 0.0.0.0 for all interfaces."),
  TOCSIN_PORT: define(port, "8080", "Port to listen on; 0 picks a free one."),
  TOCSIN_PUBLIC_URL: define(
    httpUrl.optional(),
    undefined,
    "Address under which people and monitoring tools reach this server; used in every link. Default: http://HOST:PORT.",
  ),
  TOCSIN_DATA_DIR: define(
    z.string().min(1),
    "./data",
    "Folder for the embedded PostgreSQL and the secret key.",
  ),
  TOCSIN_DATABASE_URL: define(
    z
      .string()
      .regex(/^postgres(ql)?:\/\//, "must start with postgres://")
      .optional(),
    undefined,
    "PostgreSQL 15 or newer to use instead of the embedded one.",
  ),
  TOCSIN_ADMIN_TOKEN: define(
    z.string().min(16, "must have at least 16 characters").optional(),
    undefined,
    "An API token with all rights, for automation and tests.",
  ),
  TOCSIN_SECRET_KEY: define(
    z.string().min(16, "must have at least 16 characters").optional(),
    undefined,
    "Encrypts stored secrets; several keys separated by commas, the first one seals. Default: made once, kept in the data folder.",
  ),
  TOCSIN_ALLOW_PRIVATE_NETWORKS: define(
    listOf(parseCidrList),
    "",
    "Private networks that outgoing requests may reach: CIDR blocks separated by commas, for example 10.20.0.0/16,127.0.0.1/32.",
  ),
  TOCSIN_ALLOW_PRIVATE_NAMES: define(
    listOf(parseNameList),
    "",
    "Host names that outgoing requests may resolve although they look internal, for example mattermost,wiki.corp.internal; their addresses must be in TOCSIN_ALLOW_PRIVATE_NETWORKS.",
  ),
  TOCSIN_TRUST_PROXY: define(
    listOf(parseCidrList),
    "",
    "Proxies in front, as addresses or CIDR blocks separated by commas: from them X-Forwarded-For is believed, so that wrong passwords are counted by the real address.",
  ),
  TOCSIN_BODY_LIMIT: define(
    bytes,
    "1048576",
    "Largest accepted request body in bytes, after decompression as well.",
  ),
  TOCSIN_SMTP_LISTEN: define(
    listenAddress.optional(),
    undefined,
    "Where to listen for mail to integrations, host:port, for example 0.0.0.0:25. Unset: no mail is taken by SMTP.",
  ),
  TOCSIN_SMTP_TLS_CERT: define(
    z.string().optional(),
    undefined,
    "File with the certificate (PEM) for STARTTLS. Default: one made at start, signed by nobody else.",
  ),
  TOCSIN_SMTP_TLS_KEY: define(
    z.string().optional(),
    undefined,
    "File with the key (PEM) of that certificate.",
  ),
  TOCSIN_INBOUND_MAIL_DOMAIN: define(
    domainName.optional(),
    undefined,
    "Domain of the integrations' mail addresses, <token>@<domain>. Default: the host name of TOCSIN_PUBLIC_URL, else localhost.",
  ),
  TOCSIN_INBOUND_MAIL_LIMIT: define(
    bytes,
    "10485760",
    "Largest accepted mail in bytes, attachments included; for webhooks of mail providers as well.",
  ),
  TOCSIN_INBOUND_MAIL_ESP: define(
    providerNames,
    "",
    `Mail providers whose webhooks are taken, separated by commas and tried in this order: ${mailProviderNames.join(", ")}.`,
  ),
  TOCSIN_INBOUND_MAIL_SECRET: define(
    z.string().optional(),
    undefined,
    "Proves their webhooks: the signing key of mailgun or mandrill, the public key of postal, user:password for mailjet, postmark, sendgrid, sparkpost.",
  ),
  TOCSIN_INBOUND_MAIL_SNS_TOPIC: define(
    z
      .string()
      .regex(/^arn:aws[\w-]*:sns:[\w-]+:\d+:[\w.-]+$/, "must be the ARN of a topic of Amazon SNS")
      .optional(),
    undefined,
    "The topic of Amazon SNS that Amazon SES publishes mails to; its subscription is confirmed, others are refused.",
  ),
  TOCSIN_SMTP_URL: define(
    smtpUrl.optional(),
    undefined,
    "Mail server for notices to operators, for example smtps://user:password@mail.example.com; smtp:// with a password demands STARTTLS unless it is this machine. Unset: no mail is sent.",
  ),
  TOCSIN_MAIL_FROM: define(
    senderAddress.optional(),
    undefined,
    "Sender of these mails, for example Tocsin <oncall@example.com>.",
  ),
  TOCSIN_OPERATOR_MAIL: define(
    listOf(parseAddressList),
    "",
    "Who is told by mail of webhooks that fail and of failures of the server: addresses separated by commas.",
  ),
  TOCSIN_LOG_LEVEL: define(z.enum(logLevels), "info", `One of ${logLevels.join(", ")}.`),
} as const;

type Settings = typeof settings;
type ParsedSettings = { [Name in keyof Settings]: z.output<Settings[Name]["schema"]> };

export interface Config {
  host: string;
  port: number;
  /** Without a slash at the end; unset means "where the server turns out to listen". */
  publicUrl: string | undefined;
  dataDir: string;
  databaseUrl: string | undefined;
  adminToken: string | undefined;
  secretKeys: string[] | undefined;
  allowedNetworks: ReturnType<typeof parseCidrList>;
  allowedNames: string[];
  trustedProxies: ReturnType<typeof parseCidrList>;
  bodyLimitBytes: number;
  inboundMail: InboundMailConfig;
  /** Unset: nobody is sent a mail. */
  operatorMail: OperatorMailConfig | undefined;
  logLevel: (typeof logLevels)[number];
  tracing: TracingSettings;
}

export interface InboundMailConfig {
  /** Unset: no SMTP. */
  listen: { host: string; port: number } | undefined;
  /** Paths of PEM files; unset: a certificate is made at start. */
  certificate: { certPath: string; keyPath: string } | undefined;
  domain: string | undefined;
  maxBytes: number;
  webhook: MailWebhookSettings;
}

export interface OperatorMailConfig {
  server: z.output<typeof smtpUrl>;
  from: string;
  to: string[];
}

/**
 * Reads all settings from the environment, and what OpenTelemetry's own variables ask for.
 * @throws AppError `invalid_input` that names every bad value and every unknown `TOCSIN_*` variable
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const problems = unknownNames(environment);
  const parsed: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settings)) {
    const given = environment[name];
    const result = setting.schema.safeParse(given === undefined || given === "" ? setting.fallback : given);
    if (result.success) parsed[name] = result.data;
    else
      problems.push(
        `${name}: ${result.error.issues.map((issue) => issue.message).join("; ")}. ${setting.explanation}`,
      );
  }
  if (problems.length === 0) problems.push(...contradictions(parsed as ParsedSettings));
  if (problems.length > 0) throw new AppError("invalid_input", `Settings:\n  ${problems.join("\n  ")}`);
  return { ...toConfig(parsed as ParsedSettings), tracing: readTracingSettings(environment) };
}

/** Settings that are good by themselves and cannot work together. */
function contradictions(values: ParsedSettings): string[] {
  const providers = values.TOCSIN_INBOUND_MAIL_ESP;
  const problems: string[] = [];
  if ((values.TOCSIN_SMTP_TLS_CERT === undefined) !== (values.TOCSIN_SMTP_TLS_KEY === undefined)) {
    problems.push("TOCSIN_SMTP_TLS_CERT and TOCSIN_SMTP_TLS_KEY: set both or none.");
  }
  const mail = [values.TOCSIN_SMTP_URL, values.TOCSIN_MAIL_FROM, values.TOCSIN_OPERATOR_MAIL[0]];
  if (mail.includes(undefined) && mail.some((value) => value !== undefined)) {
    problems.push("TOCSIN_SMTP_URL, TOCSIN_MAIL_FROM and TOCSIN_OPERATOR_MAIL: set all of them or none.");
  }
  const keyed = providers.filter((name) => !name.startsWith("amazon_ses"));
  if (keyed.length > 0 && values.TOCSIN_INBOUND_MAIL_SECRET === undefined) {
    problems.push(`TOCSIN_INBOUND_MAIL_SECRET: must be set, or anybody could send as ${keyed.join(", ")}.`);
  }
  if (providers.includes("amazon_ses_validated") && values.TOCSIN_INBOUND_MAIL_SNS_TOPIC === undefined) {
    problems.push("TOCSIN_INBOUND_MAIL_SNS_TOPIC: must be set for amazon_ses_validated.");
  }
  return problems;
}

function toConfig(values: ParsedSettings): Omit<Config, "tracing"> {
  return {
    host: values.TOCSIN_HOST,
    port: values.TOCSIN_PORT,
    publicUrl: values.TOCSIN_PUBLIC_URL,
    dataDir: values.TOCSIN_DATA_DIR,
    databaseUrl: values.TOCSIN_DATABASE_URL,
    adminToken: values.TOCSIN_ADMIN_TOKEN,
    secretKeys: values.TOCSIN_SECRET_KEY?.split(",").map((key) => key.trim()),
    allowedNetworks: values.TOCSIN_ALLOW_PRIVATE_NETWORKS,
    allowedNames: values.TOCSIN_ALLOW_PRIVATE_NAMES,
    trustedProxies: values.TOCSIN_TRUST_PROXY,
    bodyLimitBytes: values.TOCSIN_BODY_LIMIT,
    inboundMail: toInboundMail(values),
    operatorMail: toOperatorMail(values),
    logLevel: values.TOCSIN_LOG_LEVEL,
  };
}

function toOperatorMail(values: ParsedSettings): OperatorMailConfig | undefined {
  const { TOCSIN_SMTP_URL: server, TOCSIN_MAIL_FROM: from, TOCSIN_OPERATOR_MAIL: to } = values;
  return server === undefined || from === undefined ? undefined : { server, from, to };
}

function toInboundMail(values: ParsedSettings): InboundMailConfig {
  const { TOCSIN_SMTP_TLS_CERT: certPath, TOCSIN_SMTP_TLS_KEY: keyPath } = values;
  return {
    listen: values.TOCSIN_SMTP_LISTEN,
    certificate: certPath === undefined || keyPath === undefined ? undefined : { certPath, keyPath },
    domain: values.TOCSIN_INBOUND_MAIL_DOMAIN?.toLowerCase(),
    maxBytes: values.TOCSIN_INBOUND_MAIL_LIMIT,
    webhook: {
      providers: values.TOCSIN_INBOUND_MAIL_ESP,
      secret: values.TOCSIN_INBOUND_MAIL_SECRET,
      topic: values.TOCSIN_INBOUND_MAIL_SNS_TOPIC,
    },
  };
}

function unknownNames(environment: NodeJS.ProcessEnv): string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith("TOCSIN_") && !(name in settings))
    .map((name) => `${name}: no such setting${nearest(name)}.`);
}

function nearest(name: string): string {
  const words = new Set(name.split("_"));
  const scored = Object.keys(settings).map((known) => ({
    known,
    shared: known.split("_").filter((word) => words.has(word)).length,
  }));
  const best = scored.sort((one, other) => other.shared - one.shared)[0];
  return best && best.shared > 1 ? `; did you mean ${best.known}?` : "";
}

function define<Schema extends z.ZodType>(
  schema: Schema,
  fallback: string | undefined,
  explanation: string,
): Setting<Schema> {
  return { schema, fallback, explanation };
}
