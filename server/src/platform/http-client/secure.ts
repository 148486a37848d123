import { createHash, X509Certificate } from "node:crypto";
import { isIP, type Socket } from "node:net";
import { connect, createSecureContext, type SecureContext, type TLSSocket } from "node:tls";
import { tlsFailed, tlsFailure } from "./classify-error.ts";
import type { Deadline } from "./deadline.ts";
import type { Failure } from "./outcome.ts";

/** PEM texts and choices for one receiver; what is missing is Node's default. */
export interface TlsOptions {
  /** Trusted authorities instead of the usual ones. */
  ca?: string | undefined;
  cert?: string | undefined;
  key?: string | undefined;
  /** Name to ask for and to check the certificate against, when it is not the host of the URL. */
  serverName?: string | undefined;
  /** False accepts any certificate; only for receivers whose owner chose so. */
  rejectUnauthorized?: boolean | undefined;
}

export interface Secured {
  kind: "secured";
  socket: TLSSocket;
}

const maxContexts = 256;

/** Text that is equal exactly for equal options: connections are shared only under equal TLS settings. */
export function tlsKey(tls: TlsOptions | undefined): string {
  if (!tls) return "";
  const parts = [tls.ca, tls.cert, tls.key, tls.serverName, tls.rejectUnauthorized].map(
    (part) => part ?? null,
  );
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64");
}

/** Makes TLS connections; contexts are kept because building one parses every root certificate. */
export class TlsHandshakes {
  readonly #contexts = new Map<string, SecureContext>();

  secure(socket: Socket, host: string, tls: TlsOptions, deadline: Deadline): Promise<Secured | Failure> {
    const context = this.#contextFor(tls);
    if (!context) {
      socket.destroy();
      return Promise.resolve(tlsFailed("bad-credentials"));
    }
    return new Promise((resolve) => {
      const serverName = tls.serverName ?? host;
      const secured = connect({
        socket,
        secureContext: context,
        host: serverName,
        // RFC 6066 allows no address here; the certificate is then checked against `host`.
        servername: isIP(serverName) ? "" : serverName.replace(/\.$/, ""),
        ALPNProtocols: ["http/1.1"],
        // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED in the environment changes nothing.
        rejectUnauthorized: tls.rejectUnauthorized ?? true,
      });
      const fail = (failure: Failure) => {
        secured.destroy();
        resolve(failure);
      };
      secured.once("secureConnect", () => resolve({ kind: "secured", socket: secured }));
      secured.on("error", (error) => fail(tlsFailure(error)));
      secured.once("close", () => fail(tlsFailed("closed")));
      deadline.onEnd(fail);
    });
  }

  #contextFor(tls: TlsOptions): SecureContext | undefined {
    const key = tlsKey({ ...tls, serverName: undefined, rejectUnauthorized: undefined });
    const known = this.#contexts.get(key);
    if (known) return known;
    const context = createContext(tls);
    if (context && this.#contexts.size < maxContexts) this.#contexts.set(key, context);
    return context;
  }
}

/** Which part of TLS settings cannot be used, and why; undefined when all can. */
export function findTlsMistake({
  ca,
  cert,
  key,
}: TlsOptions): { part: "ca" | "cert" | "key"; message: string } | undefined {
  if (ca !== undefined && !createContext({ ca })) {
    return { part: "ca", message: "The authority is no certificate in PEM." };
  }
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined) return { part: "cert", message: "A client key needs its certificate." };
  if (key === undefined) return { part: "key", message: "A client certificate needs its key." };
  if (!createContext({ cert })) return { part: "cert", message: "This is no certificate in PEM." };
  if (createContext({ cert, key })) return undefined;
  return { part: "key", message: "This is no unencrypted key in PEM, or not that of the certificate." };
}

function createContext({ ca, cert, key }: TlsOptions): SecureContext | undefined {
  try {
    // A context made from text without a certificate in it would be accepted and trust nobody.
    if (ca !== undefined) new X509Certificate(ca);
    return createSecureContext({
      minVersion: "TLSv1.2",
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
    });
  } catch (error) {
    // OpenSSL reports unreadable PEM and a key of another certificate as an Error with one of many codes.
    if (error instanceof Error) return undefined;
    throw error;
  }
}
