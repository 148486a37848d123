import type { IntakeId, IntegrationId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { AlertFacts } from "../integrations/facts.ts";
import type { AlertPayload, ReadingSettings } from "../integrations/registry.ts";
import type { MaintenanceOfAlert } from "../maintenance/model.ts";
import type { MatchableRoute } from "../routes/rules.ts";
import type { SlotName, SlotOverrides, TemplateFailure } from "../templates/index.ts";
import type { LabelSettings } from "./alert-labels.ts";

/** What is kept of a request beside its body, when its integration reads it. Header names are lower case. */
export interface StoredRequestParts {
  headers: Record<string, string>;
  query: Record<string, string>;
  /** The sender's `traceparent`, when it has a valid one. */
  trace?: string;
  /** Set for alerts of our own (heartbeats): the body is the alert, and this is what a module would read from it. */
  injected?: AlertFacts;
}

/** What became of a request, for people who ask why. */
export interface RequestOutcome {
  alerts: number;
  /** Public ids of the first hundred groups its alerts came to. */
  groups: string[];
  hasMoreGroups?: true;
  /** Why alerts in it, or all of it, were left out. */
  note?: string;
}

/** A request that was answered with 2xx and is not in its groups yet. */
export interface IntakeRow {
  id: IntakeId;
  integrationId: IntegrationId;
  receivedAt: Instant;
  contentType: string;
  body: Buffer;
  request: StoredRequestParts | null;
  isAwaited: boolean;
  tries: number;
}

/** What interpreting and routing need to know of an integration. */
export interface IntegrationPlan extends ReadingSettings, LabelSettings {
  id: IntegrationId;
  publicId: string;
  type: string;
  name: string;
  templates: SlotOverrides;
  routes: MatchableRoute[];
  /** Set while the integration is in maintenance or debug mode. */
  maintenance: MaintenanceOfAlert | null;
}

/** For when only templates count: choosing among many routes takes time. */
export function withoutRoutes(plan: IntegrationPlan): IntegrationPlan {
  return { ...plan, routes: plan.routes.filter(({ isDefault }) => isDefault) };
}

export interface SlotFailure {
  slot: SlotName;
  /** As it is shown in place of the text. */
  message: string;
  failure: TemplateFailure;
}

/** An alert with everything decided about it but its group. */
export interface AlertDraft {
  payload: AlertPayload;
  title: string;
  groupingKey: Buffer;
  /** What the grouping template rendered; null when the alert has a group of its own. */
  groupingText: string | null;
  isResolve: boolean;
  isAcknowledge: boolean;
  /** Only a line for the timeline of the open group, if there is one. */
  isNote: boolean;
  /** Without an open group it is left out instead of opening one. */
  opensGroup: boolean;
  route: MatchableRoute;
  routeReason: string;
  failures: SlotFailure[];
  /** Of the group, should it open one. */
  labels: Readonly<Record<string, string>>;
}
