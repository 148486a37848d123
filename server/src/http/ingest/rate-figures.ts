import type { FastifyReply } from "fastify";
import type { IntegrationId } from "../../platform/ids.ts";

/** OnCall's figures for one integration (1.6). They are told and not enforced: firing alerts are never refused. */
const limit = 300;
const windowMs = 5 * 60 * 1000;
const maxEntries = 10_000;

/** How many requests an integration has sent to this server in the present window, for senders that pace themselves. */
export interface RateFigures {
  /** Counts a request and tells the figures in the answer's headers. */
  tell(reply: FastifyReply, integration: IntegrationId): void;
}

interface Window {
  endsAtMs: number;
  requests: number;
}

export function createRateFigures(nowMs: () => number): RateFigures {
  const windows = new Map<IntegrationId, Window>();

  function present(integration: IntegrationId, now: number): Window {
    const known = windows.get(integration);
    if (known && now < known.endsAtMs) return known;
    windows.delete(integration);
    if (windows.size >= maxEntries) windows.delete(windows.keys().next().value ?? integration);
    const fresh = { endsAtMs: now + windowMs, requests: 0 };
    windows.set(integration, fresh);
    return fresh;
  }

  return {
    tell(reply, integration) {
      const now = nowMs();
      const window = present(integration, now);
      window.requests += 1;
      reply.header("ratelimit-limit", limit);
      reply.header("ratelimit-remaining", Math.max(0, limit - window.requests));
      reply.header("ratelimit-reset", Math.ceil((window.endsAtMs - now) / 1000));
    },
  };
}
