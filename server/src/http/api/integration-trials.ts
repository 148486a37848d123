import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { sendDemoAlert } from "../../core/intake/demo-alert.ts";
import { findListedIntegration } from "../../core/integrations/listing-store.ts";
import {
  maintenanceModes,
  maxMaintenanceSeconds,
  startMaintenance,
  stopMaintenance,
} from "../../core/maintenance/index.ts";
import { AppError } from "../../platform/errors.ts";
import { type Api, callerOf } from "./access.ts";
import { integration, presentIntegration } from "./integration-schemas.ts";
import { requireIntegration } from "./integrations.ts";
import { failures, idParams, publicId } from "./schemas.ts";

const tags = ["Integrations"];

const demoAlert = z.object({
  payload: z.looseObject({}).optional().describe("What the tool would send; its own example when absent."),
});

const demoResult = z.object({
  alert_groups: z.array(z.object({ id: publicId, link: z.string() })).describe("The groups it opened."),
});

const maintenance = z.object({
  mode: z
    .enum(maintenanceModes)
    .describe("debug: nobody is paged; maintenance: groups are collected in one as well."),
  duration_seconds: z.int().min(1).max(maxMaintenanceSeconds),
});

/** Trying an integration out, and keeping it quiet for a time. */
export function registerIntegrationTrials(api: Api, ctx: Context): void {
  api.post(
    "/integrations/:id/demo-alert",
    {
      config: { role: "editor" },
      schema: {
        tags,
        summary: "Send a demo alert, always into a new alert group",
        params: idParams,
        body: demoAlert.default({}),
        response: { 201: demoResult, ...failures },
      },
    },
    async (request, reply) => {
      const found = await requireIntegration(ctx, request.params.id);
      const ids = await sendDemoAlert(ctx, callerOf(request), found, request.body.payload);
      const groups = ids.map((id) => ({ id, link: `${ctx.publicUrl}/alert-groups/${id}` }));
      return reply.code(201).send({ alert_groups: groups });
    },
  );
  registerMaintenance(api, ctx);
}

function registerMaintenance(api: Api, ctx: Context): void {
  const answers = { params: idParams, response: { 200: integration, ...failures } };
  api.post(
    "/integrations/:id/maintenance",
    {
      config: { role: "admin" },
      schema: { tags, summary: "Begin a maintenance or debug mode", ...answers, body: maintenance },
    },
    async (request) => {
      const found = await requireIntegration(ctx, request.params.id);
      const input = { mode: request.body.mode, seconds: request.body.duration_seconds };
      if (!(await startMaintenance(ctx, callerOf(request), found, input))) {
        throw new AppError("conflict", "The integration is in maintenance or debug mode already.");
      }
      return read(ctx, found.publicId);
    },
  );
  api.delete(
    "/integrations/:id/maintenance",
    {
      config: { role: "admin" },
      schema: { tags, summary: "End it, and resolve the groups that were collected", ...answers },
    },
    async (request) => {
      const found = await requireIntegration(ctx, request.params.id);
      await stopMaintenance(ctx, callerOf(request), found);
      return read(ctx, found.publicId);
    },
  );
}

async function read(ctx: Context, id: string): Promise<z.output<typeof integration>> {
  const row = await findListedIntegration(ctx.db, id);
  if (!row) throw new AppError("not_found", "There is no such integration.");
  return presentIntegration(ctx, row);
}
