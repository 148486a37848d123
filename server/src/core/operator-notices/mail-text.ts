import { instantToMs } from "../../platform/instant.ts";
import { disablingDays, type Notice, type ServerFailures, type WebhookTrouble } from "./model.ts";

export interface MailText {
  subject: string;
  text: string;
}

/** A notice as plain text: what, since when, how bad, what comes next, where to look. */
export function composeMail(notice: Notice, publicUrl: string): MailText {
  switch (notice.type) {
    case "webhook failing":
      return tellFailing(notice.snapshot, publicUrl);
    case "webhook disabled":
      return tellDisabled(notice.snapshot, publicUrl);
    case "server failures":
      return tellFailures(notice.snapshot, publicUrl);
  }
}

const dayMs = 86_400_000;

function tellFailing(trouble: WebhookTrouble, publicUrl: string): MailText {
  const { percent, failingSince, disableAfterDays } = trouble;
  const name = oneLine(trouble.webhook.name);
  const share = `${percent} percent of ${disablingDays(disableAfterDays)} days`;
  const end = failingSince && disableAfterDays && instantToMs(failingSince) + disableAfterDays * dayMs;
  const next = end
    ? `It is switched off at ${moment(end)} unless a message arrives before.`
    : "It stays on: switching it off for failing was not chosen.";
  return {
    subject: `Tocsin: the webhook "${name}" delivers nothing (${percent} %)`,
    text: paragraphs(
      `The webhook "${name}" ${sinceWhen(trouble)}.`,
      countsOf(trouble),
      `This notice comes at ${share}; there are four at most. ${next}`,
      `${publicUrl}/webhooks/${trouble.webhook.id}`,
    ),
  };
}

function tellDisabled(trouble: WebhookTrouble, publicUrl: string): MailText {
  const name = oneLine(trouble.webhook.name);
  return {
    subject: `Tocsin: the webhook "${name}" was switched off`,
    text: paragraphs(
      `The webhook "${name}" was switched off. ${trouble.reason ?? ""}`.trim(),
      ...(trouble.failingSince === null ? [] : [`It ${sinceWhen(trouble)}.`]),
      countsOf(trouble),
      "Nothing is sent to it until somebody switches it on. What was given up meanwhile can then be replayed.",
      `${publicUrl}/webhooks/${trouble.webhook.id}`,
    ),
  };
}

function tellFailures(failures: ServerFailures, publicUrl: string): MailText {
  const { count, newCount, retrying, oldestAt, webhooks } = failures;
  const oldest = oldestAt === null ? "" : ` The oldest is from ${moment(instantToMs(oldestAt))}.`;
  return {
    subject: `Tocsin: ${deliveries(newCount + retrying)} failed because of the server itself`,
    text: paragraphs(
      "A failure of the server itself, not of a receiver, keeps deliveries from being made. The log says why.",
      `Failed for the first time since the last notice and tried again: ${retrying}.\nGiven up since the last notice: ${newCount}.\nGiven up and waiting for you: ${count}.${oldest}`,
      webhooks
        .map((each) => `- ${oneLine(each.name)}: ${each.count} waiting, ${each.retrying} tried again`)
        .join("\n"),
      "What is given up stays until you send it again or dismiss it in the console. The next notice comes in an hour at the earliest, and only if there are more.",
      `${publicUrl}/webhooks`,
    ),
  };
}

function deliveries(count: number): string {
  return `${count} ${count === 1 ? "delivery" : "deliveries"}`;
}

function sinceWhen({ failingSince }: WebhookTrouble): string {
  return failingSince === null
    ? "delivers nothing"
    : `has delivered nothing since ${moment(instantToMs(failingSince))}`;
}

function countsOf({ failedTries, givenUp, lastFailure }: WebhookTrouble): string {
  const counts = `Failed tries: ${failedTries}. Messages given up: ${givenUp}.`;
  if (lastFailure === null) return counts;
  const { at, cause, status } = lastFailure;
  const what = status === null ? `cause ${cause}` : `the receiver answered ${status}`;
  return `${counts}\nLast failure: ${moment(instantToMs(at))}, ${what}.`;
}

function paragraphs(...parts: string[]): string {
  return `${parts.join("\n\n")}\n`;
}

/** `2026-01-31 10:00 UTC`. */
function moment(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
