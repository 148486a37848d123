import type { Transaction } from "../../platform/db/database.ts";
import type { IntegrationId } from "../../platform/ids.ts";
import type { AlertFacts } from "../integrations/facts.ts";
import { insertIntake } from "./store.ts";

/** An alert that Tocsin itself gives through an integration. */
export interface InjectedAlert {
  integrationId: IntegrationId;
  payload: object;
  facts: AlertFacts;
}

/** Puts alerts of our own in line with those that are received: durable, in order, through the same templates. */
export async function insertInjected(tx: Transaction, alerts: readonly InjectedAlert[]): Promise<void> {
  const rows = alerts.map(({ integrationId, payload, facts }) => ({
    integrationId,
    contentType: "application/json",
    body: Buffer.from(JSON.stringify(payload)),
    request: { headers: {}, query: {}, injected: facts },
    isAwaited: false,
  }));
  await insertIntake(tx, rows);
}
