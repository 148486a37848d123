import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import {
  type MailPayload,
  type MailServices,
  readMail,
  receiveMail,
  tokenInAddress,
  whyNoMail,
} from "../core/inbound-mail/index.ts";
import type { TokenLookup, TokenOwner } from "../core/intake/index.ts";
import { AppError, describeError } from "../platform/errors.ts";
import type { Credentials } from "./certificate.ts";

export interface SmtpListenerOptions {
  host: string;
  /** 0 picks a free one. */
  port: number;
  /** The domain of the integrations' addresses, and the name the server greets with. */
  domain: string;
  credentials: Credentials;
  /** Of one mail, attachments included. */
  maxBytes: number;
}

export interface SmtpListener {
  port: number;
  /** Stops accepting; mails on their way get a few seconds to arrive. */
  stop(): Promise<void>;
}

const maxConnections = 50;
const maxRecipients = 50;
/** All mails being received at once may take so many times the room of the largest one. */
const mailsInMemory = 8;
const idleTimeoutMs = 60_000;
/** A session that is still open then ends, however busy it looks. */
const sessionTimeoutMs = 10 * 60_000;
const closeTimeoutMs = 3_000;
/** Someone is guessing addresses. */
const maxUnknownRecipients = 20;

/** SMTP for the integrations' addresses. A mail is accepted (250) only after its alerts are durable. */
export async function startSmtpListener(
  services: MailServices & { tokens: TokenLookup },
  options: SmtpListenerOptions,
): Promise<SmtpListener> {
  const { log } = services.ctx;
  const server = createServer(services, options);
  server.on("error", (error: Error) =>
    log.debug({ error: describeError(error) }, "a mail session broke off"),
  );
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", (error: Error) => reject(cannotListen(options, error)));
    server.listen(options.port, options.host, resolve);
  });
  const address = server.server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : options.port,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

function createServer(
  services: MailServices & { tokens: TokenLookup },
  options: SmtpListenerOptions,
): SMTPServer {
  const { domain, credentials, maxBytes } = options;
  const unknownRecipients = new Map<string, number>();
  const deadlines = new Map<string, NodeJS.Timeout>();
  const memory = createBudget(maxBytes * mailsInMemory);

  function hangUp(sessionId: string): void {
    for (const connection of server.connections) if (connection.id === sessionId) connection.close();
  }

  const server: SMTPServer = new SMTPServer({
    name: domain,
    banner: "Tocsin",
    logger: false,
    disabledCommands: ["AUTH", "WIZ", "SHELL"],
    authOptional: true,
    disableReverseLookup: true,
    size: maxBytes,
    maxClients: maxConnections,
    maxRecipients,
    socketTimeout: idleTimeoutMs,
    closeTimeout: closeTimeoutMs,
    ...credentials,
    onConnect({ id }, done) {
      clearTimeout(deadlines.get(id));
      deadlines.set(id, setTimeout(hangUp, sessionTimeoutMs, id).unref());
      done();
    },
    onClose({ id }) {
      clearTimeout(deadlines.get(id));
      deadlines.delete(id);
      unknownRecipients.delete(id);
    },
    onRcptTo({ address }, { id }, done) {
      answer(services, done, async () => {
        const owner = await findOwner(services.tokens, address, domain);
        const reason = owner ? whyNoMail(owner) : "No such address here";
        if (reason === undefined) return;
        const count = (unknownRecipients.get(id) ?? 0) + 1;
        unknownRecipients.set(id, count);
        if (count > maxUnknownRecipients) hangUp(id);
        throw new Refusal(550, owner ? `5.7.1 ${reason}` : `5.1.1 ${reason}`);
      });
    },
    onData(stream, session, done) {
      answer(services, done, async () => {
        const collected = await collect(stream, memory, maxBytes);
        try {
          await takeMail(services, session, { raw: collected.bytes, domain });
        } finally {
          collected.release();
        }
      });
    },
  });
  return server;
}

/** What the sender is told: 5xx for what will never work, 451 for everything that is our fault or may pass. */
class Refusal extends Error {
  readonly responseCode: number;
  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

function answer(
  { ctx }: MailServices,
  done: (error?: Error | null, message?: string) => void,
  act: () => Promise<void>,
): void {
  act().then(
    () => done(null, "2.0.0 The alert is stored"),
    (error: unknown) => {
      if (error instanceof Refusal) return done(error);
      ctx.log.warn({ error: describeError(error) }, "a mail could not be stored; its sender is to try again");
      done(new Refusal(451, "4.3.0 The mail cannot be stored right now; send it again"));
    },
  );
}

async function findOwner(
  tokens: TokenLookup,
  address: string,
  domain: string,
): Promise<TokenOwner | undefined> {
  const token = tokenInAddress(address, domain);
  return token === undefined ? undefined : tokens.find(token);
}

/** One mail may be for several integrations: it is accepted when all of them have it. */
async function takeMail(
  services: MailServices & { tokens: TokenLookup },
  { envelope }: SMTPServerSession,
  { raw, domain }: { raw: Buffer; domain: string },
): Promise<void> {
  const owners = await Promise.all(
    envelope.rcptTo.map(({ address }) => findOwner(services.tokens, address, domain)),
  );
  const known = new Map(owners.flatMap((owner) => (owner ? [[owner.id, owner] as const] : [])));
  const payload = await readMail(raw, envelope.mailFrom === false ? "" : envelope.mailFrom.address);
  const receipts = await Promise.all([...known.values()].map((owner) => receive(services, owner, payload)));
  if (receipts.includes(undefined)) return;
  throw new Refusal(554, `5.6.0 ${receipts[0] ?? "No such address here"}`);
}

/** @returns why it was refused */
async function receive(
  services: MailServices,
  owner: TokenOwner,
  payload: MailPayload,
): Promise<string | undefined> {
  const receipt = await receiveMail(services, owner, payload);
  return receipt.kind === "refused" ? receipt.reason : undefined;
}

interface Budget {
  take(bytes: number): boolean;
  give(bytes: number): void;
}

function createBudget(totalBytes: number): Budget {
  let left = totalBytes;
  return {
    take(bytes) {
      if (bytes > left) return false;
      left -= bytes;
      return true;
    },
    give(bytes) {
      left += bytes;
    },
  };
}

/** Reads to the end in any case, for a client listens only after its last line; keeps nothing of what is refused. */
async function collect(
  stream: SMTPServerDataStream,
  memory: Budget,
  maxBytes: number,
): Promise<{ bytes: Buffer; release(): void }> {
  const chunks: Buffer[] = [];
  let kept = 0;
  let problem: Refusal | undefined;
  const release = () => {
    memory.give(kept);
    kept = 0;
    chunks.length = 0;
  };
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (problem) continue;
      if (stream.sizeExceeded || kept + chunk.length > maxBytes)
        problem = new Refusal(552, `5.3.4 The mail is larger than ${maxBytes} bytes`);
      else if (!memory.take(chunk.length))
        problem = new Refusal(452, "4.3.1 Too many mails at once; send it again");
      else {
        kept += chunk.length;
        chunks.push(chunk);
      }
      if (problem) release();
    }
  } catch {
    release();
    throw new Refusal(451, "4.4.2 The connection broke off");
  }
  if (stream.sizeExceeded) problem ??= new Refusal(552, `5.3.4 The mail is larger than ${maxBytes} bytes`);
  if (problem) {
    release();
    throw problem;
  }
  return { bytes: Buffer.concat(chunks), release };
}

function cannotListen({ host, port }: SmtpListenerOptions, error: Error): AppError {
  return new AppError(
    "invalid_input",
    `Cannot listen for mail on ${host}:${port} (TOCSIN_SMTP_LISTEN): ${describeError(error)}`,
  );
}
