import type { IntakeId, IntegrationId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { AlertPayload } from "../integrations/registry.ts";
import type { MatchableRoute } from "../routes/rules.ts";
import type { SlotName, SlotOverrides } from "../templates/index.ts";

/** A request that was answered with 2xx and is not in its groups yet. */
export interface IntakeRow {
  id: IntakeId;
  integrationId: IntegrationId;
  receivedAt: Instant;
  contentType: string;
  body: Buffer;
  isAwaited: boolean;
  tries: number;
}

/** What interpreting and routing need to know of an integration. */
export interface IntegrationPlan {
  id: IntegrationId;
  publicId: string;
  type: string;
  name: string;
  templates: SlotOverrides;
  routes: MatchableRoute[];
}

export interface SlotFailure {
  slot: SlotName;
  message: string;
}

/** An alert with everything decided about it but its group. */
export interface AlertDraft {
  payload: AlertPayload;
  title: string;
  groupingKey: Buffer;
  isResolve: boolean;
  isAcknowledge: boolean;
  route: MatchableRoute;
  routeReason: string;
  failures: SlotFailure[];
}
