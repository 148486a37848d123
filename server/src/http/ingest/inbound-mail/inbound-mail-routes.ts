import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  type MailPayload,
  type MailProviderName,
  type MailWebhookSettings,
  mailPayload,
  readMail,
  receiveMail,
  tokenInAddress,
} from "../../../core/inbound-mail/index.ts";
import { type TokenOwner, takeOnce } from "../../../core/intake/index.ts";
import { describeError } from "../../../platform/errors.ts";
import { acceptRawBodies } from "../read-body.ts";
import type { IngestServices } from "../receive.ts";
import { readForm } from "./form.ts";
import type { MailProvider, MailWebhook, ProvidedMail } from "./provider.ts";
import { amazonSes } from "./providers/amazon-ses.ts";
import { mailgun } from "./providers/mailgun.ts";
import { mailjet } from "./providers/mailjet.ts";
import { mandrill } from "./providers/mandrill.ts";
import { postal } from "./providers/postal.ts";
import { postmark } from "./providers/postmark.ts";
import { sendgrid } from "./providers/sendgrid.ts";
import { sparkpost } from "./providers/sparkpost.ts";

export interface InboundMailServices extends IngestServices {
  inboundMail: { maxBytes: number; webhook: MailWebhookSettings };
}

const providers: Record<MailProviderName, MailProvider> = {
  amazon_ses: amazonSes,
  amazon_ses_validated: amazonSes,
  mailgun,
  mailjet,
  mandrill,
  postal,
  postmark,
  sendgrid,
  sparkpost,
};

const retryAfterSeconds = 5;
const plainText = "text/html; charset=utf-8";
/** A JSON text, as bytes so that the content type stays exactly OnCall's. */
const okBody = Buffer.from('"OK"');

/** `/integrations/v1/inbound_email_webhook`: mails that a provider received, with OnCall's answers (12). */
export function registerInboundMail(app: FastifyInstance, services: InboundMailServices): void {
  acceptRawBodies(app);
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) services.ctx.log.error({ error: describeError(error) }, "a mail webhook failed");
    return reply.code(status).send({ detail: status < 500 ? error.message : "Internal server error" });
  });
  app.route({
    method: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
    url: "/integrations/v1/inbound_email_webhook",
    bodyLimit: services.inboundMail.maxBytes,
    handler(request, reply) {
      if (request.method === "HEAD") return reply.code(200).send();
      if (request.method === "POST") return receive(services, request, reply);
      return reply.code(405).send({ detail: `Method "${request.method}" not allowed.` });
    },
  });
}

async function receive(
  services: InboundMailServices,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { webhook: settings } = services.inboundMail;
  if (settings.providers.length === 0 || services.ctx.mailDomain === undefined) {
    const text = "Inbound mail is not set up: TOCSIN_INBOUND_MAIL_ESP names no provider.";
    return reply.code(500).type(plainText).send(text);
  }
  const webhook = await readWebhook(services, request);
  const reasons: string[] = [];
  for (const name of settings.providers) {
    const provider = providers[name];
    try {
      const reading = await provider.read(webhook, { ...settings, topics: services.topics, now: Date.now() });
      if (reading.kind === "mails") return answer(reply, await deliver(services, reading.mails));
      reasons.push(`${name}: ${reading.reason}`);
    } catch (error) {
      services.ctx.log.warn({ error: describeError(error), provider: name }, "a mail could not be stored");
      return reply.code(provider.retryStatus).header("retry-after", retryAfterSeconds).send();
    }
  }
  services.ctx.log.warn({ reasons }, "a mail webhook was refused");
  return reply.code(400).send();
}

async function readWebhook({ ctx }: InboundMailServices, request: FastifyRequest): Promise<MailWebhook> {
  const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const origin = new URL(ctx.publicUrl).origin;
  return {
    headers: request.headers,
    rawBody,
    form: await readForm(request.headers, rawBody),
    json: parseJson(rawBody),
    urls: [...new Set([ctx.publicUrl + request.url, origin + request.url])],
  };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

type Delivery = "stored" | "refused" | "unknown" | "elsewhere";

/** Of several mails in one webhook, one that found its integration makes it a success: sent again, it would come twice. */
function answer(reply: FastifyReply, deliveries: readonly Delivery[]): FastifyReply {
  if (deliveries.length === 0 || deliveries.includes("stored"))
    return reply.code(200).header("content-type", "application/json").send(okBody);
  if (deliveries.includes("unknown"))
    return reply.code(403).type(plainText).send("Integration key was not found. Permission denied.");
  return reply.code(400).send();
}

/** Reads each mail only when it is for an integration. */
async function deliver(services: InboundMailServices, mails: readonly ProvidedMail[]): Promise<Delivery[]> {
  const deliveries = await Promise.all(mails.map((mail) => deliverOne(services, mail)));
  return deliveries.flat();
}

async function deliverOne(services: InboundMailServices, mail: ProvidedMail): Promise<Delivery[]> {
  const domain = services.ctx.mailDomain ?? "";
  const tokens = new Set(mail.recipients.flatMap((address) => tokenInAddress(address, domain) ?? []));
  if (tokens.size === 0) return ["elsewhere"];
  const owners = await Promise.all([...tokens].map((token) => services.tokens.find(token)));
  const known = owners.filter((owner) => owner !== undefined);
  if (known.length === 0) return ["unknown"];
  const payload = await payloadOf(mail);
  return Promise.all(known.map((owner) => store(services, owner, { payload, messageId: mail.messageId })));
}

/** One that came before is as good as stored. */
async function store(
  services: InboundMailServices,
  owner: TokenOwner,
  { payload, messageId }: { payload: MailPayload; messageId: string | undefined },
): Promise<Delivery> {
  const receive = () => receiveMail(services, owner, payload);
  if (messageId === undefined) return (await receive()).kind;
  const taken = await takeOnce(services.ctx, { integrationId: owner.id, messageId }, receive);
  return taken.kind === "repeated" ? "stored" : taken.result.kind;
}

function payloadOf({ content, envelopeSender }: ProvidedMail): Promise<MailPayload> | MailPayload {
  return content.kind === "raw"
    ? readMail(content.bytes, envelopeSender ?? "")
    : mailPayload({ ...content.parts, envelopeSender });
}
