import type { Instant } from "../../platform/instant.ts";
import type { DialectName, EventRecord, HttpMethod, TriggerType } from "./model.ts";
import type { RenderedMessage } from "./render.ts";

/** What one message is made of. */
export interface Assignment {
  event: EventRecord;
  /** The same for every try. */
  messageId: string;
  /** Moment of this try; also sent as `webhook-timestamp`, in seconds. */
  now: Instant;
  webhookName: string;
  httpMethod: HttpMethod;
  url: string;
  username: string | null;
  password: string | null;
  authorizationHeader: string | null;
  /** As `readSettings` accepted them. */
  settings: object;
  /** The present secret first, then those it replaces and that are still in use. */
  signingSecrets: readonly string[];
}

export type SettingsVerdict = { kind: "settings"; settings: object } | { kind: "refused"; message: string };

/** One kind of event a form knows, for those who write receivers. */
export interface EventDescription {
  type: string;
  summary: string;
  /** JSON Schema of the body. */
  schema: object;
  example: object;
  /** What chooses it: values of the setting `events`, or of the trigger in OnCall's form. */
  chosenBy: readonly string[];
  /** Whether this version tells of it; it can be chosen all the same. */
  isTold: boolean;
}

/** A form of message that is not OnCall's. `app.ts` hands them in. */
export interface MessageMaker {
  title: string;
  /** Checks what a webhook of this form is set to, and fills in what is missing. */
  readSettings(given: object): SettingsVerdict;
  /** A new secret in this form's spelling. */
  newSecret(settings: object): string;
  /** Why a text cannot be a secret of this form; undefined when it can. */
  refuseSecret(secret: string): string | undefined;
  /** What receivers verify with, when that is not the secret itself. */
  publicKeyOf(secret: string): string | null;
  make(assignment: Assignment): RenderedMessage;
  events(): readonly EventDescription[];
}

export type MessageMakers = Readonly<Record<Exclude<DialectName, "oncall">, MessageMaker>>;

/** What webhooks of these forms wait for: every change of an alert group or incident; their settings choose. */
export const everyChange = "every change" satisfies TriggerType;
