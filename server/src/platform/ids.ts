import { randomBytes } from "node:crypto";

declare const brand: unique symbol;

/** A row id that cannot be mixed up with that of another table. */
export type RowId<Name extends string> = number & { readonly [brand]: Name };

export type TeamId = RowId<"team">;
export type UserId = RowId<"user">;
export type IntegrationId = RowId<"integration">;
export type RouteId = RowId<"route">;
export type IntakeId = RowId<"intake">;
export type AlertGroupId = RowId<"alert group">;
export type AlertId = RowId<"alert">;
export type HeartbeatId = RowId<"heartbeat">;
export type WebhookId = RowId<"webhook">;
export type EventId = RowId<"event">;
export type DeliveryId = RowId<"delivery">;
export type ServiceAccountId = RowId<"service account">;
export type IncidentId = RowId<"incident">;

const prefixes = {
  team: "T",
  user: "U",
  integration: "C",
  route: "R",
  alertGroup: "I",
  alert: "A",
  heartbeat: "B",
  webhook: "WH",
  token: "K",
  serviceAccount: "SA",
  incident: "INC",
  replay: "RP",
} as const;

/** OnCall's alphabet: no letter O, no digit 0. 34 characters. */
const publicAlphabet = "ABCDEFGHIJKLMNPQRSTUVWXYZ123456789";
const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A public id such as `I5WE7Y3K9QHZB`: the object's prefix and 12 random characters (60 bits). */
export function newPublicId(kind: keyof typeof prefixes): string {
  return prefixes[kind] + randomText(publicAlphabet, 12);
}

/** An integration token: 25 characters `[A-Za-z0-9]` (148 bits), part of the integration's URL. */
export function newIntegrationToken(): string {
  return randomText(alphanumeric, 25);
}

/** Id of an outgoing message, the same over all its tries (`webhook-id` of Standard Webhooks). */
export function newMessageId(): string {
  return `msg_${randomText(alphanumeric, 24)}`;
}

const poolBytes = 8192;
let pool = randomBytes(poolBytes);
let poolOffset = 0;

function randomText(alphabet: string, length: number): string {
  const limit = 256 - (256 % alphabet.length);
  let text = "";
  while (text.length < length) {
    if (poolOffset >= poolBytes) {
      pool = randomBytes(poolBytes);
      poolOffset = 0;
    }
    const byte = pool[poolOffset++] ?? 0;
    if (byte < limit) text += alphabet[byte % alphabet.length];
  }
  return text;
}
