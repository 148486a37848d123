import type { Instant } from "../../platform/instant.ts";

/**
 * What a new installation has to see, in this order: a tool delivered an alert (a demo alert is none), its payload got
 * a title by a template, a route other than the default took it, and a receiver answered an outgoing webhook with 2xx.
 */
export const stepNames = ["delivered", "titled", "routed", "answered"] as const;
export type StepName = (typeof stepNames)[number];

/** What it was that happened. */
export interface StepObject {
  kind: "alert group" | "webhook";
  publicId: string;
}

export interface DoneStep {
  step: StepName;
  at: Instant;
  object: StepObject;
  /** Title or name; null when it is gone. */
  name: string | null;
  /** Somebody said that the default route is right, so no other one is waited for. */
  isConfirmed: boolean;
}

export interface FirstSteps {
  done: DoneStep[];
  isDismissed: boolean;
}
