import type { IntegrationId } from "../../platform/ids.ts";
import { sealContext } from "../integrations/index.ts";
import { connectionPlace, secretPlace, signingSecretPlace } from "../outgoing-webhooks/index.ts";

/** A column of sealed secrets, in a table with an `id`. */
export interface SealedColumn {
  table: string;
  column: string;
  /** SQL for what the secret is bound to; the row is `t`. */
  owner: string;
  /** The context it was sealed for. */
  contextOf(owner: string): string;
}

const ofWebhook = "t.public_id";

/** Every place where secrets are stored; a test compares it with the schema. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: "integration_secrets",
    column: "sealed",
    owner: "t.integration_id::text",
    contextOf: (id) => sealContext(Number(id) as IntegrationId),
  },
  {
    table: "webhook_secrets",
    column: "sealed",
    owner: "(select w.public_id from webhooks w where w.id = t.webhook_id)",
    contextOf: signingSecretPlace,
  },
  {
    table: "webhooks",
    column: "sealed_password",
    owner: ofWebhook,
    contextOf: (id) => secretPlace(id, "password"),
  },
  {
    table: "webhooks",
    column: "sealed_authorization",
    owner: ofWebhook,
    contextOf: (id) => secretPlace(id, "authorization"),
  },
  { table: "webhooks", column: "sealed_connection", owner: ofWebhook, contextOf: connectionPlace },
];
