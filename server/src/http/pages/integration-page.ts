import type { FastifyInstance } from "fastify";
import type { Context } from "../../core/context.ts";
import {
  type KeptRequest,
  listParkedRequests,
  listRefusedRequests,
} from "../../core/intake/diagnosis-store.ts";
import { integrationUrl } from "../../core/integrations/index.ts";
import { findListedIntegration, type ListedIntegration } from "../../core/integrations/listing-store.ts";
import { AppError } from "../../platform/errors.ts";
import { type Html, html } from "../html.ts";
import { sendPage } from "./access.ts";
import { block, entry, time } from "./layout.ts";

const shownRequests = 50;

/** One integration: where it takes alerts, and which requests did not become alerts and why. */
export function registerIntegrationPage(pages: FastifyInstance, ctx: Context): void {
  pages.get<{ Params: { id: string } }>("/integrations/:id", async (request, reply) => {
    const integration = await findListedIntegration(ctx.db, request.params.id);
    if (!integration) throw new AppError("not_found", "There is no such integration.");
    const slice = { beforeId: undefined, limit: shownRequests };
    const [parked, refused] = await Promise.all([
      listParkedRequests(ctx.db, integration.id, slice),
      listRefusedRequests(ctx.db, integration.id, slice),
    ]);
    const content = html`${summary(ctx, integration)}${templates(integration)}
<h2>Parked requests</h2>
<p class="quiet">They were accepted and could not be interpreted. The API can replay them.</p>
${requests(parked)}
<h2>Refused requests</h2>
<p class="quiet">Their senders were told that they are wrong. The newest ${shownRequests} are kept.</p>
${requests(refused)}`;
    return sendPage(ctx, { request, reply }, { title: integration.name, content });
  });
}

function summary(ctx: Context, integration: ListedIntegration): Html {
  const { templateError } = integration;
  const url = integrationUrl(ctx.publicUrl, integration);
  return html`<h1>${integration.name}</h1>
${templateError && html`<p class="card problem">The template <code>${templateError.slot}</code> failed at ${templateError.at}: ${templateError.message}</p>`}
<dl>
${entry("Type", ctx.integrationTypes.find(integration.type)?.title ?? integration.type)}
${entry("Description", integration.descriptionShort)}
${entry("Takes alerts at", url && html`<code>${url}</code>`)}
${entry("Made", time(integration.createdAt))}
</dl>`;
}

function templates(integration: ListedIntegration): Html {
  const slots = Object.entries(integration.templates);
  if (slots.length === 0) return html`<p>It uses the templates of its type.</p>`;
  const items = slots.map(([slot, text]) => html`<dt>${slot}</dt><dd>${block(text)}</dd>`);
  return html`<h2>Own templates</h2><dl>${items}</dl>`;
}

function requests(kept: readonly KeptRequest[]): Html {
  if (kept.length === 0) return html`<p>None.</p>`;
  const items = kept.map(
    (
      request,
    ) => html`<li class="card"><details><summary>${time(request.receivedAt)} ${request.reason}</summary>
<p class="quiet">${request.contentType || "no content type"}, ${request.bodyBytes} bytes</p>${block(request.body.toString("utf8"))}</details></li>`,
  );
  return html`<ol class="plain">${items}</ol>`;
}
