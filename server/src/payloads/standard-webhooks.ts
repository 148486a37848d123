import { z } from "zod";
import {
  type Assignment,
  authorize,
  basic,
  type MessageMaker,
  type RenderedMessage,
} from "../core/outgoing-webhooks/index.ts";
import { instantToMs } from "../platform/instant.ts";
import { describeMistake } from "./describe-mistake.ts";
import { headerMistake } from "./own-headers.ts";
import {
  standardBody,
  standardEventName,
  standardEventNames,
  standardEvents,
  usualEventNames,
} from "./standard-events.ts";
import { newStandardSecret, refuseStandardSecret, signStandard, standardPublicKey } from "./standard-keys.ts";

const settingsSchema = z.strictObject({
  events: z
    .array(z.enum(standardEventNames))
    .min(1)
    .default(usualEventNames)
    .describe("What the webhook is told of; unless set, everything about alert groups and incidents."),
  signature: z
    .enum(["v1", "v1a"])
    .default("v1")
    .describe("Kind of secret that is made: v1 a shared one, v1a an Ed25519 key whose public half is shown."),
  headers: z
    .record(z.string(), z.string())
    .default({})
    .superRefine((given, check) => {
      const mistake = headerMistake(given);
      if (mistake !== undefined) check.addIssue({ code: "custom", message: mistake });
    }),
});

/** Messages as Standard Webhooks asks for them: typed events, `webhook-id`, `-timestamp` and `-signature` (v1, v1a). */
export function createStandardMaker(publicUrl: string): MessageMaker {
  return {
    title: "Standard Webhooks",
    readSettings(given) {
      const read = settingsSchema.safeParse(given);
      if (!read.success) return { kind: "refused", message: describeMistake(read.error) };
      return { kind: "settings", settings: read.data };
    },
    newSecret: (settings) => newStandardSecret(settingsSchema.parse(settings).signature),
    refuseSecret: refuseStandardSecret,
    publicKeyOf: standardPublicKey,
    make: (assignment) => make(assignment, publicUrl),
    events: standardEvents,
  };
}

function make(assignment: Assignment, publicUrl: string): RenderedMessage {
  const { event, now, messageId, signingSecrets } = assignment;
  const settings = settingsSchema.parse(assignment.settings);
  if (!settings.events.includes(standardEventName(event))) return { kind: "unwanted" };
  const text = JSON.stringify(standardBody(event, publicUrl));
  const timestamp = String(Math.floor(instantToMs(now) / 1000));
  const headers = {
    ...settings.headers,
    "Content-Type": "application/json",
    ...(signingSecrets.length === 0
      ? {}
      : { "webhook-signature": signStandard(signingSecrets, { id: messageId, timestamp, text }) }),
  };
  const { httpMethod, url, username, password, authorizationHeader } = assignment;
  const authorization = authorizationHeader ?? (username && password ? basic(username, password) : null);
  const message = { method: httpMethod, url, headers: authorize(headers, authorization), body: text };
  return { kind: "message", message, trigger: null };
}
