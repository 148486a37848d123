import {
  type AttemptEntry,
  listAttempts,
  type MessagePart,
  type Webhook,
} from "../../core/outgoing-webhooks/index.ts";
import { oncallEventData } from "../../payloads/oncall.ts";
import { type Answer, type ApiRequest, ok } from "./endpoint.ts";
import { answerPage, readPageRequest } from "./pagination.ts";

const pageSize = 50;

/** The tries of a webhook, newest first; those of `status change` webhooks too, which OnCall hides. */
export async function listResponses(request: ApiRequest, webhook: Webhook): Promise<Answer> {
  const { ctx, caller, address } = request;
  const page = readPageRequest(address, pageSize);
  const fetch = (slice: Parameters<typeof listAttempts>[3]) => listAttempts(ctx, caller, webhook, slice);
  return ok(
    await answerPage(page, fetch, (attempts) => attempts.map((attempt) => present(request, attempt))),
  );
}

function present({ ctx }: ApiRequest, attempt: AttemptEntry) {
  const { request, response, event } = attempt;
  return {
    timestamp: attempt.startedAt,
    url: failureOf(attempt, "url") ?? request.url,
    request_trigger: failureOf(attempt, "trigger") ?? request.trigger,
    request_headers: failureOf(attempt, "headers") ?? JSON.stringify(request.headers),
    request_data: failureOf(attempt, "data") ?? request.body,
    status_code: response?.status ?? null,
    content: response?.body ?? (attempt.errorPart === null ? attempt.error : null),
    event_data: event === null || event.subject === "server" ? null : oncallEventData(event, dialectOf(ctx)),
  };
}

const partNames: Record<MessagePart, string> = {
  url: "URL",
  trigger: "Trigger",
  headers: "Headers",
  data: "Data",
};

/** OnCall tells an error in the field that it concerns. */
function failureOf({ errorPart, error }: AttemptEntry, part: MessagePart): string | undefined {
  return errorPart === part ? `${partNames[part]} - ${error}` : undefined;
}

function dialectOf({ publicUrl, integrationTypes }: ApiRequest["ctx"]) {
  return { publicUrl, titleOf: (type: string) => integrationTypes.find(type)?.title };
}
