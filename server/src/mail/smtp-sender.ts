import { createTransport } from "nodemailer";
import type { MailSender } from "../core/operator-notices/index.ts";

export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte, `smtps:`. */
  isSecure: boolean;
  credentials: { user: string; password: string } | undefined;
}

export interface SmtpSenderOptions {
  server: SmtpServer;
  /** `name <address>` or an address. */
  from: string;
  to: readonly string[];
  deadlineSeconds?: number;
}

const standardDeadlineSeconds = 20;

/**
 * Hands mails to a mail server, each over a connection of its own. A password crosses a network only inside TLS with a
 * certificate that is checked; without one, STARTTLS is used as mail servers do among themselves: when it is offered.
 */
export function createSmtpSender(options: SmtpSenderOptions): MailSender {
  const { server, from, to, deadlineSeconds = standardDeadlineSeconds } = options;
  const { host, port, isSecure, credentials } = server;
  const mustBeSafe = isSecure || (credentials !== undefined && !isLoopback(host));
  const timeout = deadlineSeconds * 1000;
  const transport = createTransport({
    ...{ host, port, secure: isSecure, requireTLS: mustBeSafe && !isSecure, opportunisticTLS: true },
    tls: { rejectUnauthorized: mustBeSafe },
    auth: credentials && { user: credentials.user, pass: credentials.password },
    ...{ connectionTimeout: timeout, greetingTimeout: timeout, socketTimeout: timeout, dnsTimeout: timeout },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const domain = from.replace(/^.*@|>.*$/g, "");
  return {
    deadlineSeconds,
    async send({ subject, text, id }) {
      await transport.sendMail({
        ...{ from, to: [...to], subject, text, messageId: `<${id}@${domain}>` },
        headers: { "Auto-Submitted": "auto-generated" },
        signal: AbortSignal.timeout(timeout),
      });
    },
    async check() {
      await transport.verify();
    },
  };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);
}
