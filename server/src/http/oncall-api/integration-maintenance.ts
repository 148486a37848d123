import {
  type MaintenanceMode,
  maintenanceModes,
  maxMaintenanceSeconds,
  startMaintenance,
  stopMaintenance,
} from "../../core/maintenance/index.ts";
import { type Answer, type ApiRequest, type Endpoint, ok } from "./endpoint.ts";
import { isRecord } from "./fields.ts";
import { findRequested, presentAll } from "./integrations.ts";
import { badField, badRequest } from "./refusals.ts";

export const integrationMaintenanceEndpoints: readonly Endpoint[] = [
  { method: "POST", path: "/integrations/:id/maintenance_start", role: "admin", handle: start },
  { method: "POST", path: "/integrations/:id/maintenance_stop", role: "admin", handle: stop },
];

async function start(request: ApiRequest): Promise<Answer> {
  const integration = await findRequested(request);
  const body = await request.readBody();
  const { mode, duration } = isRecord(body) ? body : {};
  const input = { mode: readMode(mode), seconds: readDuration(duration) };
  if (!(await startMaintenance(request.ctx, request.caller, integration, input))) {
    throw badRequest("Already on maintenance");
  }
  return show(request);
}

async function stop(request: ApiRequest): Promise<Answer> {
  await stopMaintenance(request.ctx, request.caller, await findRequested(request));
  return show(request);
}

async function show(request: ApiRequest): Promise<Answer> {
  const [presented] = await presentAll(request, [await findRequested(request)]);
  return ok(presented);
}

function readMode(given: unknown): MaintenanceMode {
  const wanted = typeof given === "string" ? given.toLowerCase() : "";
  const mode = maintenanceModes.find((known) => known === wanted);
  if (mode === undefined) throw badField("mode", "Unknown mode");
  return mode;
}

/** Seconds; texts of digits come from forms. */
function readDuration(given: unknown): number {
  const isText = typeof given === "string" && /^\s*[-+]?\d{1,12}\s*$/.test(given);
  const seconds = isText ? Number(given) : given;
  if (
    typeof seconds !== "number" ||
    !Number.isInteger(seconds) ||
    Math.abs(seconds) > maxMaintenanceSeconds
  ) {
    throw badField("duration", "Invalid duration");
  }
  return seconds;
}
