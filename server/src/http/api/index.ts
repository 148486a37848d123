import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import type { Context } from "../../core/context.ts";
import { AppError } from "../../platform/errors.ts";
import type { Authenticate } from "../authentication.ts";
import { type Api, guard } from "./access.ts";
import { registerAlertGroupActions } from "./alert-group-actions.ts";
import { registerAlertGroups } from "./alert-groups.ts";
import { registerAudit } from "./audit.ts";
import { registerDeadLetters } from "./dead-letters.ts";
import { registerDocumentation } from "./documentation.ts";
import { registerDraftTrials } from "./draft-trials.ts";
import { answerError } from "./errors.ts";
import { registerEventSources } from "./event-sources.ts";
import { registerEvents } from "./events.ts";
import { registerFirstSteps } from "./first-steps.ts";
import { registerHeartbeats } from "./heartbeats.ts";
import { registerIncidentParts } from "./incident-parts.ts";
import { registerIncidents } from "./incidents.ts";
import { registerInstance } from "./instance.ts";
import { registerIntegrationConnect } from "./integration-connect.ts";
import { registerIntegrationMapping } from "./integration-mapping.ts";
import { registerIntegrationOptions } from "./integration-options.ts";
import { registerIntegrationRoutes } from "./integration-routes.ts";
import { registerIntegrationSecrets } from "./integration-secrets.ts";
import { registerIntegrationTrials } from "./integration-trials.ts";
import { registerIntegrations } from "./integrations.ts";
import { registerKeptRequests } from "./kept-requests.ts";
import { registerLastRequests } from "./last-requests.ts";
import { registerLive } from "./live.ts";
import { openApiOptions } from "./openapi.ts";
import { registerOwnTokens } from "./own-tokens.ts";
import { registerServiceAccounts } from "./service-accounts.ts";
import { registerSession } from "./session.ts";
import { registerTeams } from "./teams.ts";
import { registerTemplatePreview } from "./template-preview.ts";
import { registerTokens } from "./tokens.ts";
import { registerUsers } from "./users.ts";
import { registerWebhookRetrySchedules } from "./webhook-delivery.ts";
import { registerWebhookEventTypes } from "./webhook-event-types.ts";
import { registerWebhookHealth } from "./webhook-health.ts";
import { registerWebhookPreview } from "./webhook-preview.ts";
import { registerWebhookProvisioning } from "./webhook-provisioning.ts";
import { registerWebhookReplays } from "./webhook-replays.ts";
import { registerWebhookWrites } from "./webhook-writes.ts";
import { registerWebhooks } from "./webhooks.ts";

export interface ApiOptions {
  authenticate: Authenticate;
}

/** Every resource of the native API, in the order of its documentation. */
const resources: readonly ((api: Api, ctx: Context) => void)[] = [
  registerAlertGroups,
  registerAlertGroupActions,
  registerIncidents,
  registerIncidentParts,
  registerIntegrations,
  registerIntegrationConnect,
  registerIntegrationMapping,
  registerIntegrationOptions,
  registerIntegrationRoutes,
  registerDraftTrials,
  registerIntegrationSecrets,
  registerIntegrationTrials,
  registerKeptRequests,
  registerLastRequests,
  registerHeartbeats,
  registerEventSources,
  registerEvents,
  registerTemplatePreview,
  registerWebhooks,
  registerWebhookProvisioning,
  registerWebhookWrites,
  registerWebhookReplays,
  registerDeadLetters,
  registerWebhookPreview,
  registerWebhookEventTypes,
  registerWebhookRetrySchedules,
  registerWebhookHealth,
  registerTokens,
  registerOwnTokens,
  registerServiceAccounts,
  registerUsers,
  registerTeams,
  registerInstance,
  registerFirstSteps,
  registerAudit,
];

/** Serves the native API below `/api/v2`, and its OpenAPI document at `/api/docs`. */
export async function registerApi(app: FastifyInstance, ctx: Context, options: ApiOptions): Promise<void> {
  await app.register(async (scope) => {
    scope.setValidatorCompiler(validatorCompiler);
    scope.setSerializerCompiler(serializerCompiler);
    scope.setErrorHandler(answerError);
    await scope.register(swagger, openApiOptions);
    await scope.register(
      async (api) => {
        guard(api, ctx, options.authenticate);
        api.setNotFoundHandler(async () => {
          throw new AppError("not_found", "There is nothing at this address.");
        });
        registerSession(api.withTypeProvider<ZodTypeProvider>(), ctx, options.authenticate);
        registerLive(api.withTypeProvider<ZodTypeProvider>(), ctx, options.authenticate);
        for (const register of resources) register(api.withTypeProvider<ZodTypeProvider>(), ctx);
      },
      { prefix: "/api/v2" },
    );
    await registerDocumentation(scope, ctx);
  });
}
