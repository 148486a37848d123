import { sql } from "kysely";
import { type App, startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { NewIntegrationInput } from "../../src/core/integrations/index.ts";
import { createIntegration, type Integration } from "../../src/core/integrations/index.ts";
import { systemCaller } from "../../src/core/people/index.ts";
import { createLogger } from "../../src/platform/log.ts";
import { createTestDatabase } from "./database.ts";

export const adminToken = "test-admin-token-0123456789abcdef";

export interface TestApp extends App {
  databaseUrl: string;
  /** Makes an integration of this type, unless it is refused. */
  integrate(input: NewIntegrationInput): Promise<Integration>;
  /** Posts to an integration's URL and waits until its alerts are in their groups. */
  send(integration: Integration, payload: unknown): Promise<SentAlert>;
  /** The stored group, its columns as they are. */
  group(publicId: string): Promise<StoredGroup>;
}

export interface SentAlert {
  status: number;
  groups: string[];
}

export interface StoredGroup {
  id: number;
  status: string;
  title: string;
  alerts_count: number;
  is_open: boolean;
  template_errors: { slot: string; message: string }[];
}

/** The whole server on a database of its own (or the one the environment names), with its workers and a free port. */
export async function startTestApp(environment: Record<string, string> = {}): Promise<TestApp> {
  const given = environment.TOCSIN_DATABASE_URL;
  const database = given === undefined ? await createTestDatabase() : { url: given, drop: async () => {} };
  const config = readConfig({
    TOCSIN_DATABASE_URL: database.url,
    TOCSIN_PORT: "0",
    TOCSIN_ADMIN_TOKEN: adminToken,
    TOCSIN_SECRET_KEY: "a key for tests only, of no value",
    TOCSIN_ALLOW_PRIVATE_NETWORKS: "127.0.0.0/8",
    ...environment,
  });
  const app = await startApp(config, createLogger("silent"));
  return {
    ...app,
    databaseUrl: database.url,
    async integrate(input) {
      const made = await createIntegration(app.ctx, systemCaller, input);
      if (made.kind === "refused") throw new Error(`refused: ${JSON.stringify(made.refusal)}`);
      return made.integration;
    },
    async send(integration, payload) {
      const response = await fetch(
        `${app.url}/integrations/v1/${integration.type}/${integration.token}/?wait=true`,
        {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: typeof payload === "string" ? payload : JSON.stringify(payload),
        },
      );
      const answer = (await response.json()) as { alert_groups?: { id: string }[] };
      return { status: response.status, groups: (answer.alert_groups ?? []).map((group) => group.id) };
    },
    async group(publicId) {
      const result = await sql<StoredGroup>`select * from alert_groups where public_id = ${publicId}`.execute(
        app.ctx.db,
      );
      const [group] = result.rows;
      if (!group) throw new Error(`no group ${publicId}`);
      return group;
    },
    async stop() {
      await app.stop();
      await database.drop();
    },
  };
}
