import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Context } from "../../core/context.ts";
import {
  type HandledRequests,
  type IntakeWriter,
  insertRefusedRequest,
  type KeyHolderLookup,
  type NewIntakeRow,
  type StoredRequestParts,
  type TokenLookup,
  type TokenOwner,
  takeOnce,
  toReceivedRequest,
} from "../../core/intake/index.ts";
import { insertAnsweredRequest } from "../../core/intake/kept-requests-store.ts";
import type { IntegrationModule, ReceivedRequest } from "../../core/integrations/registry.ts";
import type { TopicMessages } from "../../core/integrations/topic-messages.ts";
import { describeError } from "../../platform/errors.ts";
import type { IntakeId } from "../../platform/ids.ts";
import { parseTraceparent, writeTraceparent } from "../../platform/trace-context.ts";
import { checkSignature, takesTopicMessages } from "./check-signature.ts";
import { judgeBody } from "./read-body.ts";

export interface IngestServices {
  ctx: Context;
  tokens: TokenLookup;
  publicIds: KeyHolderLookup;
  routingKeys: KeyHolderLookup;
  writer: IntakeWriter;
  handled: HandledRequests;
  topics: TopicMessages;
}

/** A request whose integration is known, whatever URL it came by. */
export interface Delivered {
  owner: TokenOwner;
  headers: IncomingHttpHeaders;
  query: Readonly<Record<string, unknown>>;
  /** As the sender wrote it, decompressed. */
  body: Buffer;
  /** The bytes of a compressed body as they came. */
  wireBody?: Buffer | undefined;
  /** Its sender waits for what becomes of it. */
  isAwaited: boolean;
}

/** What every edge has to tell the sender, each in its own words. `answered`: dealt with; no alert was in it. */
export type Receipt =
  | { kind: "stored"; id: IntakeId; received: ReceivedRequest }
  | { kind: "answered" }
  | { kind: "refused"; cause: RefusalCause; message: string };

export type RefusalCause = "signature" | "unsupported" | "files" | "malformed" | "payload";

/**
 * Judges a request and stores it durably. What is refused for its content is kept for diagnosis.
 * @throws AppError `unavailable` when it cannot be stored in time
 */
export async function receiveRequest(services: IngestServices, delivered: Delivered): Promise<Receipt> {
  const { owner, headers, body, isAwaited } = delivered;
  const module = services.ctx.integrationTypes.find(owner.type);
  const signature = await checkSignature(services, module, delivered);
  if (signature.kind === "refused")
    return refuse(services, delivered, { cause: "signature", message: signature.reason });
  if (signature.kind === "answered") return keepAnswered(services, delivered, signature.note);
  // Amazon labels its JSON as plain text.
  const acceptsText = module?.acceptsText === true || takesTopicMessages(module);
  const judged = await judgeBody(headers, body, { acceptsText });
  if (judged.kind === "unsupported") {
    const message = `Unsupported media type "${headers["content-type"] ?? ""}" in request.`;
    return { kind: "refused", cause: "unsupported", message };
  }
  if (judged.kind === "files")
    return { kind: "refused", cause: "files", message: "File uploads are not allowed" };
  if (judged.kind === "malformed")
    return refuse(services, delivered, { cause: "malformed", message: judged.message });
  const parts = keptParts(module, delivered);
  const received = toReceivedRequest(judged.parsed.payload, parts, owner);
  const problem = received.body.value === null ? "Payload is required" : module?.refuse?.(received);
  if (problem !== undefined) return refuse(services, delivered, { cause: "payload", message: problem });
  const { contentType } = judged;
  const row = { integrationId: owner.id, contentType, body: judged.body, request: parts, isAwaited };
  const written = await writeOnce(services, row, signature.messageId ?? deliveryId(module, delivered));
  if (written.kind === "repeated")
    return keepAnswered(services, delivered, "The same message came before and was taken then.");
  services.ctx.wake.intake();
  return { kind: "stored", id: written.result, received };
}

const longestDeliveryId = 200;

/** The id alone would let whoever knows it keep another message away: the same one has the same body as well. */
function deliveryId(
  module: IntegrationModule | undefined,
  { headers, body }: Pick<Delivered, "headers" | "body">,
): string | undefined {
  const id = module?.deliveryIdHeader && headers[module.deliveryIdHeader];
  if (typeof id !== "string" || id === "" || id.length > longestDeliveryId) return undefined;
  return `${id} ${createHash("sha256").update(body).digest("base64url")}`;
}

async function writeOnce({ ctx, writer }: IngestServices, row: NewIntakeRow, messageId: string | undefined) {
  if (messageId === undefined) return { kind: "taken" as const, result: await writer.write(row) };
  return takeOnce(ctx, { integrationId: row.integrationId, messageId }, () => writer.write(row));
}

async function refuse(
  services: IngestServices,
  delivered: Delivered,
  refusal: { cause: "signature" | "malformed" | "payload"; message: string },
): Promise<Receipt> {
  const { ctx } = services;
  const kept = { ...toKept(ctx, delivered), reason: refusal.message };
  await keep(ctx, () => insertRefusedRequest(ctx.db, kept));
  return { kind: "refused", ...refusal };
}

async function keepAnswered({ ctx }: IngestServices, delivered: Delivered, note: string): Promise<Receipt> {
  await keep(ctx, () => insertAnsweredRequest(ctx.db, { ...toKept(ctx, delivered), note }));
  return { kind: "answered" };
}

/** Failing to keep a request for diagnosis must not change the answer. */
async function keep({ log }: Context, insert: () => Promise<void>): Promise<void> {
  try {
    await insert();
  } catch (error) {
    log.warn({ error: describeError(error) }, "a request could not be kept for diagnosis");
  }
}

function toKept(ctx: Context, delivered: Delivered) {
  const { owner, headers, body } = delivered;
  return {
    integrationId: owner.id,
    contentType: headers["content-type"] ?? "",
    body,
    request: keptParts(ctx.integrationTypes.find(owner.type), delivered),
  };
}

/** The few headers and the query that the module reads; null when there are none, as for most tools. */
function keptParts(
  module: IntegrationModule | undefined,
  { headers, query }: Delivered,
): StoredRequestParts | null {
  const kept = (module?.headers ?? []).flatMap((name) => {
    const value = headers[name];
    return typeof value === "string" ? [[name, value] as const] : [];
  });
  const texts = Object.entries(query).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && entry[0] !== "wait",
  );
  const trace = parseTraceparent(headers.traceparent);
  if (kept.length === 0 && texts.length === 0 && trace === undefined) return null;
  const parts = { headers: Object.fromEntries(kept), query: Object.fromEntries(texts) };
  return trace === undefined ? parts : { ...parts, trace: writeTraceparent(trace) };
}
