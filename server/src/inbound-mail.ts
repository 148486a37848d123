import { readFile } from "node:fs/promises";
import { isIP } from "node:net";
import type { Config, InboundMailConfig } from "./config.ts";
import type { MailServices } from "./core/inbound-mail/index.ts";
import type { TokenLookup } from "./core/intake/index.ts";
import { type Credentials, makeCertificate } from "./mail/certificate.ts";
import { type SmtpListener, startSmtpListener } from "./mail/smtp-listener.ts";
import { AppError, describeError } from "./platform/errors.ts";

/** The domain of the integrations' addresses; undefined when the settings name no way in for mail. */
export function mailDomainOf({ inboundMail, publicUrl }: Config): string | undefined {
  const { domain, listen, webhook } = inboundMail;
  if (domain !== undefined) return domain;
  if (listen === undefined && webhook.providers.length === 0) return undefined;
  const host = publicUrl === undefined ? "" : new URL(publicUrl).hostname;
  return host === "" || host.startsWith("[") || isIP(host) !== 0 ? "localhost" : host;
}

/** Listens for mail when the settings say where. @throws AppError `invalid_input` when it cannot */
export async function startInboundMail(
  services: MailServices & { tokens: TokenLookup },
  config: InboundMailConfig,
): Promise<SmtpListener | undefined> {
  const domain = services.ctx.mailDomain;
  if (config.listen === undefined || domain === undefined) return undefined;
  const credentials = await readCredentials(config, domain);
  const listener = await startSmtpListener(services, {
    ...config.listen,
    domain,
    credentials,
    maxBytes: config.maxBytes,
  });
  services.ctx.log.info({ host: config.listen.host, port: listener.port, domain }, "listening for mail");
  return listener;
}

async function readCredentials({ certificate }: InboundMailConfig, domain: string): Promise<Credentials> {
  if (!certificate) return makeCertificate(domain, new Date());
  const { certPath, keyPath } = certificate;
  try {
    return { cert: await readFile(certPath, "utf8"), key: await readFile(keyPath, "utf8") };
  } catch (error) {
    throw new AppError("invalid_input", `The certificate for mail cannot be read: ${describeError(error)}`);
  }
}
