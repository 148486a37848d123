import type { IntegrationId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";

/** Something that was changed on purpose and may explain what fires later. */
export interface ChangeEvent {
  id: number;
  receivedAt: Instant;
  /** By its sender's clock. */
  changedAt: Instant | null;
  summary: string;
  source: string;
  /** JSON text as received. */
  payload: string;
}

export interface NewChangeEvent extends Omit<ChangeEvent, "id" | "receivedAt" | "changedAt"> {
  integrationId: IntegrationId;
  changedAt: Date | null;
}
