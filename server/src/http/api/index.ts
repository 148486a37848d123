import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import type { Context } from "../../core/context.ts";
import { AppError } from "../../platform/errors.ts";
import { version } from "../../version.ts";
import type { Authenticate } from "../authentication.ts";
import { type Api, csrfHeader, guard } from "./access.ts";
import { registerAlertGroupActions } from "./alert-group-actions.ts";
import { registerAlertGroups } from "./alert-groups.ts";
import { registerDocumentation } from "./documentation.ts";
import { answerError } from "./errors.ts";
import { registerInstance } from "./instance.ts";
import { registerIntegrations } from "./integrations.ts";
import { registerKeptRequests } from "./kept-requests.ts";
import { registerTeams } from "./teams.ts";
import { registerTemplatePreview } from "./template-preview.ts";
import { registerTokens } from "./tokens.ts";
import { registerUsers } from "./users.ts";
import { registerWebhooks } from "./webhooks.ts";

export interface ApiOptions {
  authenticate: Authenticate;
}

/** Every resource of the native API, in the order of its documentation. */
const resources: readonly ((api: Api, ctx: Context) => void)[] = [
  registerAlertGroups,
  registerAlertGroupActions,
  registerIntegrations,
  registerKeptRequests,
  registerTemplatePreview,
  registerWebhooks,
  registerTokens,
  registerUsers,
  registerTeams,
  registerInstance,
];

const description = `Send an API token as \`Authorization: Bearer <token>\`. A browser that is signed in may use its
session cookie instead; its writes need the header \`${csrfHeader}: 1\`.`;

/** Serves the native API below `/api/v2`, and its OpenAPI document at `/api/docs`. */
export async function registerApi(app: FastifyInstance, ctx: Context, options: ApiOptions): Promise<void> {
  await app.register(async (scope) => {
    scope.setValidatorCompiler(validatorCompiler);
    scope.setSerializerCompiler(serializerCompiler);
    scope.setErrorHandler(answerError);
    await scope.register(swagger, {
      openapi: {
        openapi: "3.1.0",
        info: { title: "Tocsin", version, description },
        components: {
          securitySchemes: {
            token: { type: "http", scheme: "bearer" },
            session: { type: "apiKey", in: "cookie", name: "tocsin_session" },
          },
        },
        security: [{ token: [] }, { session: [] }],
      },
      transform: jsonSchemaTransform,
      transformObject: jsonSchemaTransformObject,
    });
    await scope.register(
      async (api) => {
        guard(api, ctx, options.authenticate);
        api.setNotFoundHandler(async () => {
          throw new AppError("not_found", "There is nothing at this address.");
        });
        for (const register of resources) register(api.withTypeProvider<ZodTypeProvider>(), ctx);
      },
      { prefix: "/api/v2" },
    );
    registerDocumentation(scope, ctx);
  });
}
