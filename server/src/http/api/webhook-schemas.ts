import { z } from "zod";
import {
  connectionInput,
  deadlineLimits,
  dialects,
  httpMethods,
  longestOverlapSeconds,
  longestSigningSecret,
  type SigningSecretStatus,
  standardOverlapSeconds,
  triggerTypes,
  type Webhook,
} from "../../core/outgoing-webhooks/index.ts";
import { instant, publicId } from "./schemas.ts";
import { presentDelivery, webhookDelivery, webhookDeliveryChanges } from "./webhook-delivery.ts";

/** Events that a test or a preview can be about. */
export const testedEvents = ["alert group created", "acknowledge", "resolve", "silence"] as const;

const longestTemplate = 200_000;
const template = z.string().max(longestTemplate).nullable();

/** What is known of one webhook; secrets are told only to exist. */
export const webhookDetail = z
  .object({
    id: publicId,
    name: z.string(),
    is_enabled: z.boolean(),
    disabled_reason: z.string().nullable().describe("Why the server switched it off by itself."),
    outage: z
      .object({ since: instant, until: instant.nullable().describe("Null while it is off.") })
      .nullable()
      .describe(
        "The last time it was off, from the first failure before that on: a replay of what `failed` between `since` and `until` sends what was given up.",
      ),
    team_id: publicId.nullable(),
    dialect: z.enum(dialects),
    settings: z.looseObject({}).describe("What the dialect lets you choose; empty with oncall."),
    trigger: z.string(),
    http_method: z.string(),
    url: z.string(),
    headers: z.string().nullable(),
    data: z.string().nullable(),
    trigger_template: z.string().nullable(),
    forward_all: z.boolean(),
    username: z.string().nullable(),
    integration_ids: z.array(publicId).describe("Empty: every integration."),
    has_password: z.boolean(),
    has_authorization_header: z.boolean(),
    signing_secret: z.object({
      public_key: z.string().nullable().describe("What receivers verify with, of a private key (v1a)."),
      set_at: instant.nullable().describe("Null: messages are not signed."),
      previous_until: instant.nullable().describe("Until when the secret before it is in use as well."),
    }),
    connection: z.looseObject({}).describe("TLS and OAuth2, secrets told only to be there."),
    deadline_ms: z.int(),
    delivery: webhookDelivery,
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: "WebhookDetail" });

export const madeWebhook = webhookDetail.extend({
  secret: z.string().nullable().describe("The signing secret, when it was made here. It is shown this once."),
});

const deadlineMistake = `must be 1 to 30 seconds: ${deadlineLimits.min} to ${deadlineLimits.max} milliseconds`;

const changeable = {
  name: z.string().trim().min(1).max(100),
  is_enabled: z.boolean(),
  team_id: publicId.nullable(),
  settings: z.looseObject({}),
  trigger: z
    .enum(triggerTypes)
    .describe("With oncall only; the other dialects choose `events` in their settings."),
  http_method: z.enum(httpMethods),
  url: z.string().trim().min(1).max(longestTemplate),
  headers: template,
  data: template,
  trigger_template: template,
  forward_all: z.boolean(),
  username: z.string().max(100).nullable(),
  password: z.string().max(1000).nullable().describe("Null removes it."),
  authorization_header: z
    .string()
    .max(2000)
    .nullable()
    .describe("`<scheme> <credentials>`; null removes it."),
  connection: connectionInput
    .nullable()
    .describe(
      "TLS and OAuth2 client credentials. What is absent of PEM texts and secrets stays; null removes all.",
    ),
  integration_ids: z.array(publicId).max(1000),
  deadline_ms: z
    .int(deadlineMistake)
    .min(deadlineLimits.min, deadlineMistake)
    .max(deadlineLimits.max, deadlineMistake),
  delivery: webhookDeliveryChanges,
};

export const webhookChanges = z.strictObject(changeable).partial();

export const newWebhook = webhookChanges.extend({
  name: changeable.name,
  url: changeable.url,
  dialect: z.enum(dialects).default("oncall"),
  signing_secret: z
    .string()
    .min(1)
    .max(longestSigningSecret)
    .nullable()
    .optional()
    .describe("Absent: one is made where the dialect signs; null: none."),
});

export const secretRotation = z.strictObject({
  secret: z.string().min(1).max(longestSigningSecret).optional().describe("Absent: a new one is made."),
  overlap_seconds: z
    .int()
    .min(0)
    .max(longestOverlapSeconds)
    .default(standardOverlapSeconds)
    .describe("For how long the present secret is in use as well, where a message can carry two signatures."),
});

export function presentWebhook(
  webhook: Webhook,
  secrets: SigningSecretStatus,
): z.output<typeof webhookDetail> {
  return {
    id: webhook.publicId,
    name: webhook.name,
    is_enabled: webhook.isEnabled,
    disabled_reason: webhook.disabledReason,
    outage: webhook.outage,
    team_id: webhook.teamPublicId,
    dialect: webhook.dialect,
    settings: { ...webhook.dialectSettings },
    trigger: webhook.triggerType,
    http_method: webhook.httpMethod,
    url: webhook.url,
    headers: webhook.headers,
    data: webhook.data,
    trigger_template: webhook.triggerTemplate,
    forward_all: webhook.forwardAll,
    username: webhook.username,
    integration_ids: [...webhook.integrationFilter],
    has_password: webhook.hasPassword,
    has_authorization_header: webhook.hasAuthorizationHeader,
    signing_secret: {
      public_key: secrets.publicKey,
      set_at: secrets.setAt,
      previous_until: secrets.previousUntil,
    },
    connection: { ...webhook.connection },
    deadline_ms: webhook.deadlineMs,
    delivery: presentDelivery(webhook.control),
    created_at: webhook.createdAt,
    updated_at: webhook.updatedAt,
  };
}
