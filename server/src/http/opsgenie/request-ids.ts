import { randomBytes } from "node:crypto";
import type { IntakeId } from "../../platform/ids.ts";

/**
 * Opsgenie names each request by a UUID and tells later what became of it. Ours carries the id of the stored request in
 * its last part, so that nothing more need be kept; zero means that nothing was stored.
 */
export function requestIdOf(intakeId: IntakeId | null): string {
  const random = randomBytes(9).toString("hex");
  const tail = (intakeId ?? 0).toString(16).padStart(12, "0");
  const parts = [random.slice(0, 8), random.slice(8, 12), `8${random.slice(12, 15)}`, `8${random.slice(15)}`];
  return [...parts, tail].join("-");
}

/** Undefined for a text that is no such id; null when nothing was stored for it. */
export function intakeIdOf(requestId: string): IntakeId | null | undefined {
  const found = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-([0-9a-f]{12})$/i.exec(requestId);
  if (!found) return undefined;
  const id = Number.parseInt(found[1] ?? "", 16);
  return id === 0 ? null : (id as IntakeId);
}
