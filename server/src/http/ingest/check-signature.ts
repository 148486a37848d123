import type { IncomingHttpHeaders } from "node:http";
import type { Context } from "../../core/context.ts";
import { forgetTokenOwners } from "../../core/intake/find-by-token.ts";
import { type TokenOwner, takeOnce } from "../../core/intake/index.ts";
import type { IntegrationModule } from "../../core/integrations/registry.ts";
import { pinTopic } from "../../core/integrations/secrets-store.ts";
import type { TopicMessages } from "../../core/integrations/topic-messages.ts";
import {
  genericSchemes,
  type SignatureVerdict,
  verifySignature,
  withNamedHeaders,
} from "../../core/integrations/verify-signature.ts";
import { readSnsEnvelope, type SnsEnvelope } from "../../core/integrations/verify-sns.ts";

/** What checking needs of the services of an edge. */
interface Services {
  ctx: Context;
  topics: TopicMessages;
}

interface Delivered {
  owner: TokenOwner;
  headers: IncomingHttpHeaders;
  body: Buffer;
  wireBody?: Buffer | undefined;
}

/** With an id a message counts once. `answered`: a message about the subscription itself, which has been dealt with; it carries no alert. */
export type SignatureCheck =
  | { kind: "accepted"; messageId?: string }
  | { kind: "refused"; reason: string }
  | { kind: "answered"; note: string };

const accepted: SignatureCheck = { kind: "accepted" };

/**
 * Whether the request may be taken for one of its tool. Without a secret every request may, except messages that
 * prove themselves (Amazon SNS): those must be genuine always.
 * @throws AppError `unavailable` when it cannot be found out right now
 */
export async function checkSignature(
  services: Services,
  module: IntegrationModule | undefined,
  delivered: Delivered,
): Promise<SignatureCheck> {
  if (takesTopicMessages(module)) {
    const reading = readSnsEnvelope(delivered.body);
    if (reading.kind === "broken") return refused("This is not a whole message of Amazon SNS.");
    if (reading.kind === "envelope") return checkTopicMessage(services, delivered.owner, reading.envelope);
  }
  if (delivered.owner.secrets.length === 0) return accepted;
  return toCheck(verifyBytes(schemesOf(module, delivered.owner), delivered));
}

export function takesTopicMessages(module: IntegrationModule | undefined): boolean {
  return module?.signatures?.some((scheme) => scheme.kind === "sns") ?? false;
}

function schemesOf(module: IntegrationModule | undefined, { options = {} }: TokenOwner) {
  const own = (module?.signatures ?? [])
    .filter((scheme) => scheme.kind !== "sns")
    .map((scheme) => withNamedHeaders(scheme, options));
  return own.length > 0 ? own : genericSchemes;
}

/** Some senders sign what they compressed, others what they compress: the holder of the secret vouches for either. */
function verifyBytes(
  schemes: ReturnType<typeof schemesOf>,
  { owner, headers, body, wireBody }: Delivered,
): SignatureVerdict {
  const now = Date.now();
  const verdict = verifySignature(schemes, owner.secrets, { rawBody: wireBody ?? body, headers, now });
  if (verdict.kind === "valid" || wireBody === undefined) return verdict;
  return verifySignature(schemes, owner.secrets, { rawBody: body, headers, now });
}

async function checkTopicMessage(
  services: Services,
  owner: TokenOwner,
  envelope: SnsEnvelope,
): Promise<SignatureCheck> {
  const verdict = await services.topics.verify(envelope);
  if (verdict.kind === "invalid") return refused(verdict.reason);
  if (owner.topic !== null && owner.topic !== envelope.TopicArn) {
    return refused(`The integration takes messages of ${owner.topic} only, not of ${envelope.TopicArn}.`);
  }
  switch (envelope.Type) {
    case "Notification":
      return { kind: "accepted", messageId: envelope.MessageId };
    case "SubscriptionConfirmation":
      return subscribe(services, owner, envelope);
    case "UnsubscribeConfirmation":
      services.ctx.log.warn(
        { integration: owner.publicId, topic: envelope.TopicArn },
        "the subscription of an integration was ended at Amazon SNS: no more alerts will come",
      );
      return { kind: "answered", note: `The subscription to ${envelope.TopicArn} was ended.` };
  }
}

async function subscribe(
  { ctx, topics }: Services,
  owner: TokenOwner,
  envelope: SnsEnvelope,
): Promise<SignatureCheck> {
  const message = { integrationId: owner.id, messageId: envelope.MessageId };
  const confirmed = await takeOnce(ctx, message, () => topics.confirm(envelope));
  if (confirmed.kind === "repeated")
    return { kind: "answered", note: `The subscription to ${envelope.TopicArn} was confirmed before.` };
  if (confirmed.result.kind === "invalid") return refused(confirmed.result.reason);
  const pinned = await pinTopic(ctx.db, owner.id, envelope.TopicArn);
  forgetTokenOwners(ctx.db);
  if (pinned !== envelope.TopicArn) return refused(`The integration takes messages of ${pinned} only.`);
  return { kind: "answered", note: `The subscription to ${envelope.TopicArn} was confirmed.` };
}

function toCheck(verdict: SignatureVerdict): SignatureCheck {
  return verdict.kind === "valid" ? accepted : refused(verdict.reason);
}

function refused(reason: string): SignatureCheck {
  return { kind: "refused", reason };
}
