import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { type AuditRow, listAuditEntries } from "../../core/people/audit-store.ts";
import type { Api } from "./access.ts";
import { pageById } from "./paging.ts";
import { failures, instant, pageOf, pageQuery, publicId } from "./schemas.ts";

const entry = z
  .object({
    id: z.int(),
    at: instant,
    actor: z.string().describe("Who did it: a user, a service account, a token, or the server itself."),
    action: z.string(),
    object_type: z.string(),
    object_id: z.string(),
    detail: z.record(z.string(), z.unknown()).describe("What changed; never a secret."),
  })
  .meta({ id: "AuditEntry" });

const listQuery = pageQuery.extend({
  actor: z.string().min(1).max(200).optional().describe("Exactly as it is shown."),
  object_type: z.string().min(1).max(50).optional().describe("`user`, `team`, `token`, `webhook`, …"),
  object_id: publicId.optional(),
});

export function registerAudit(api: Api, ctx: Context): void {
  api.get(
    "/audit",
    {
      config: { role: "admin" },
      schema: {
        tags: ["Audit"],
        summary: "List who changed what",
        querystring: listQuery,
        response: { 200: pageOf(entry), ...failures },
      },
    },
    (request) => {
      const { actor, object_type: objectType, object_id: objectId } = request.query;
      const filter = { actor, objectType, objectId };
      return pageById(request.query, (slice) => listAuditEntries(ctx.db, filter, slice), present);
    },
  );
}

function present({ id, at, actor, action, detail, ...object }: AuditRow): z.output<typeof entry> {
  return { id, at, actor, action, object_type: object.objectType, object_id: object.objectId, detail };
}
