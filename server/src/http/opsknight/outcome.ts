import type { ReceivedRequest } from "../../core/integrations/registry.ts";
import { describeError } from "../../platform/errors.ts";
import type { IngestServices } from "../ingest/index.ts";
import type { Receipt } from "../ingest/receive.ts";

/** What became of one alert of a request, as OpsKnight's senders are told. */
export interface AlertResult {
  /** `accepted`: stored, and not yet in its group when the answer had to be given. */
  action: "triggered" | "deduplicated" | "acknowledged" | "resolved" | "noted" | "ignored" | "accepted";
  dedupKey: string | null;
  alertGroup: { id: string; url: string } | null;
  reason?: string;
}

/** Longest wait for the outcome: senders want to be gone. */
const waitMs = 1000;

/** What became of the alerts in a stored request, in their order; one entry that says why when there are none. */
export async function resultsOf(
  services: IngestServices,
  owner: { type: string; publicId: string },
  { id, received }: Extract<Receipt, { kind: "stored" }>,
): Promise<[AlertResult, ...AlertResult[]]> {
  const { keys, ignored } = readKeys(services, owner, received);
  const handled = await services.handled.waitFor(id, waitMs);
  const results = keys.map((dedupKey, at): AlertResult => {
    const outcome = handled?.outcomes[at];
    if (outcome === undefined) return { action: "accepted", dedupKey, alertGroup: null };
    if (outcome === null)
      return { action: "ignored", dedupKey, alertGroup: null, reason: "no open alert group" };
    return { action: outcome, dedupKey, alertGroup: toLink(services, handled?.groups[at]) };
  });
  const [first, ...rest] = results;
  if (first) return [first, ...rest];
  return [ignoredResult(ignored ?? "there is no alert in it")];
}

export function ignoredResult(reason: string): AlertResult {
  return { action: "ignored", dedupKey: null, alertGroup: null, reason };
}

function toLink({ ctx }: IngestServices, id: string | null | undefined): AlertResult["alertGroup"] {
  return id ? { id, url: `${ctx.publicUrl}/alert-groups/${id}` } : null;
}

/** The keys as the module reads them; templates of the integration may group by something else. */
function readKeys(
  { ctx }: IngestServices,
  { type, publicId }: { type: string; publicId: string },
  received: ReceivedRequest,
): { keys: (string | null)[]; ignored: string | undefined } {
  try {
    const read = ctx.integrationTypes.find(type)?.interpret(received);
    return { keys: (read?.alerts ?? []).map(({ facts }) => facts?.key ?? null), ignored: read?.ignored };
  } catch (error) {
    // The request is stored already: whoever handles it will say what is wrong.
    ctx.log.warn({ integration: publicId, error: describeError(error) }, "an answer cannot name its alerts");
    return { keys: [null], ignored: undefined };
  }
}
