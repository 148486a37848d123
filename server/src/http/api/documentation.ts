import type { FastifyInstance } from "fastify";

/** The document for programs, at a place of its own beside the API. */
export function registerDocumentation(scope: FastifyInstance): void {
  scope.get("/api/docs/openapi.json", { schema: { hide: true } }, async () => scope.swagger());
}
