/**
 * Writes `web/src/api/schema.d.ts`: the types of the native API, from the OpenAPI document that the server itself makes.
 * With `--check` it only compares and fails on a difference.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Fastify from "fastify";
import openapiTS, { astToString } from "openapi-typescript";
import { createIntegrationRegistry } from "../../server/src/core/integrations/registry.ts";
import { createTemplateEngine } from "../../server/src/core/templates/index.ts";
import { registerApi } from "../../server/src/http/api/index.ts";
import { integrationModules } from "../../server/src/integrations/index.ts";
import { createSecretBox, keyFromText } from "../../server/src/platform/crypto/secret-box.ts";
import { openDatabase } from "../../server/src/platform/db/database.ts";
import { createLogger } from "../../server/src/platform/log.ts";
import { createMetrics } from "../../server/src/platform/metrics.ts";

const file = fileURLToPath(new URL("../src/api/schema.d.ts", import.meta.url));
const heading = "// Made by `npm run generate:api` from the server's OpenAPI document. Do not edit.\n\n";

const types = heading + astToString(await openapiTS(await readDocument()));
if (!process.argv.includes("--check")) writeFileSync(file, types);
else if (readFileSync(file, "utf8") !== types) {
  console.error("web/src/api/schema.d.ts does not match the API. Run npm run generate:api.");
  process.exitCode = 1;
}

/** The document as the server serves it. Declaring routes asks no database, so none is connected. */
async function readDocument(): Promise<string> {
  const app = Fastify({ routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 } });
  const { db, close } = openDatabase({
    target: "postgres://127.0.0.1:1/none",
    maxConnections: 1,
    statementTimeoutMs: 1,
    onError: () => {},
  });
  await registerApi(
    app,
    {
      db,
      log: createLogger("silent"),
      metrics: createMetrics("none"),
      secrets: createSecretBox([keyFromText("none")]),
      templates: createTemplateEngine(),
      integrationTypes: createIntegrationRegistry(integrationModules),
      wake: { intake: () => {}, deliveries: () => {}, timers: () => {}, replays: () => {} },
      publicUrl: "http://127.0.0.1",
    },
    { authenticate: async () => ({ kind: "unknown" }) },
  );
  await app.ready();
  const answer = await app.inject({ method: "GET", url: "/api/docs/openapi.json" });
  await app.close();
  await close();
  return answer.body;
}
