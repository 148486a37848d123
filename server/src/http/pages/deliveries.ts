import type { LoggedAttempt, PendingDelivery } from "../../core/outgoing-webhooks/group-delivery-store.ts";
import { type Caller, includesRole } from "../../core/people/index.ts";
import { type Html, html } from "../html.ts";
import { block, entry, time } from "./layout.ts";

/** What outgoing webhooks were told, with each try's request and answer. */
export function deliveries(shown: {
  pending: readonly PendingDelivery[];
  attempts: readonly LoggedAttempt[];
  caller: Caller;
}): Html {
  const { pending, attempts, caller } = shown;
  if (pending.length === 0 && attempts.length === 0) {
    return html`<h2>Outgoing webhooks</h2><p>Nobody had to be told.</p>`;
  }
  return html`<h2>Outgoing webhooks</h2><ol class="plain">${pending.map(pendingItem)}${attempts.map((attempt) => attemptItem(attempt, caller))}</ol>`;
}

function pendingItem(delivery: PendingDelivery): Html {
  const when = delivery.isClaimed ? html`being sent now` : html`next try ${time(delivery.dueAt)}`;
  return html`<li class="card"><span class="state retry">waiting</span> ${delivery.webhookName}: ${delivery.eventType} <span class="quiet">${when}, ${delivery.attempts} tries so far</span></li>`;
}

function attemptItem(attempt: LoggedAttempt, caller: Caller): Html {
  const status = attempt.responseStatus === null ? attempt.cause : `HTTP ${attempt.responseStatus}`;
  return html`<li class="card"><details><summary><span class="state ${attempt.result}">${attempt.result}</span> ${attempt.webhookName}: ${attempt.eventType}, try ${attempt.number} <span class="quiet">${status}, ${time(attempt.startedAt)}</span></summary>
<dl>
${entry("Error", attempt.error)}
${entry("Part", attempt.errorPart)}
${entry("Next try", attempt.nextTryAt && time(attempt.nextTryAt))}
${entry("Trigger", attempt.requestTrigger)}
${entry("Request", `${attempt.requestMethod} ${attempt.requestUrl}`)}
</dl>
${headerBlock(attempt.requestHeaders)}${attempt.requestBody === null ? "" : block(attempt.requestBody)}${answer(attempt, caller)}
</details></li>`;
}

/** Bodies of answers are for those who may point webhooks somewhere: others could read inner servers by them. */
function answer(attempt: LoggedAttempt, caller: Caller): Html {
  if (attempt.responseStatus === null) return html``;
  const mayRead = includesRole(caller.role, "admin");
  const body = attempt.responseBody ?? "";
  return html`<p>Answer: HTTP ${attempt.responseStatus}</p>${headerBlock(attempt.responseHeaders ?? {})}${mayRead ? (body === "" ? "" : block(body)) : html`<p class="quiet">Admins can read the answer's body.</p>`}`;
}

function headerBlock(headers: Readonly<Record<string, string>>): Html {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return lines.length === 0 ? html`` : block(lines.join("\n"));
}
