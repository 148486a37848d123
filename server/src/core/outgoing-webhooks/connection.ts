import { z } from "zod";
import type { SecretBox } from "../../platform/crypto/secret-box.ts";
import { AppError } from "../../platform/errors.ts";
import { findTlsMistake, type TlsOptions } from "../../platform/http-client/index.ts";

const pem = z.string().min(1).max(100_000).nullable().optional();

/** In PEM. What is absent keeps what was stored; null removes it. */
export const tlsInput = z.strictObject({
  ca: pem.describe("Trusted authorities instead of the usual ones, in PEM."),
  client_certificate: pem.describe("Shown to the receiver, in PEM."),
  client_key: pem.describe("Key of the client certificate, in PEM."),
  server_name: z.string().min(1).max(253).nullable().default(null).describe("Null: the host of the URL."),
  insecure_skip_verify: z.boolean().default(false).describe("Accept any certificate of the receiver."),
});

const httpUrl = z
  .string()
  .max(2000)
  .regex(/^https?:\/\/[^/]/i, "must begin with https:// or http://");

export const oauth2Input = z.strictObject({
  token_url: httpUrl,
  client_id: z.string().min(1).max(1000),
  client_secret: z.string().min(1).max(10_000).optional().describe("Absent: the stored one stays."),
  scopes: z.array(z.string().min(1).max(500)).max(100).default([]),
  endpoint_params: z
    .record(z.string().min(1).max(200), z.string().max(5000))
    .refine((given) => Object.keys(given).length <= 50, "must have at most 50 entries")
    .default({})
    .describe("Further fields of the request for a token."),
  tls: tlsInput.nullable().default(null).describe("For the request for a token only."),
});

/** How a receiver is reached besides its URL. A block is replaced as a whole, its secrets apart. */
export const connectionInput = z.strictObject({
  tls: tlsInput.nullable().default(null),
  oauth2: oauth2Input.nullable().default(null).describe("Client credentials; their token wins over others."),
});

export type ConnectionInput = z.output<typeof connectionInput>;
type TlsInput = z.output<typeof tlsInput>;

const storedTls = z.object({
  ca: z.string().optional(),
  client_certificate: z.string().optional(),
  client_key: z.string().optional(),
  server_name: z.string().nullable(),
  insecure_skip_verify: z.boolean(),
});
type StoredTls = z.output<typeof storedTls>;

const stored = z.object({
  tls: storedTls.nullable(),
  oauth2: z
    .object({
      token_url: z.string(),
      client_id: z.string(),
      client_secret: z.string(),
      scopes: z.array(z.string()),
      endpoint_params: z.record(z.string(), z.string()),
      tls: storedTls.nullable(),
    })
    .nullable(),
});

/** With its secrets: never shown. */
export type StoredConnection = z.output<typeof stored>;
export type ClientCredentials = NonNullable<StoredConnection["oauth2"]>;

const noConnection: StoredConnection = { tls: null, oauth2: null };

export function connectionPlace(publicId: string): string {
  return `webhook ${publicId} connection`;
}

/** @throws AppError when it was sealed with a key that is not in the ring */
export function openConnection(box: SecretBox, publicId: string, sealed: Buffer | null): StoredConnection {
  if (sealed === null) return noConnection;
  return stored.parse(JSON.parse(box.open(sealed, connectionPlace(publicId))));
}

/** The columns of a changed connection; null removes it. @throws AppError `invalid_input` */
export function sealConnection(
  box: SecretBox,
  publicId: string,
  { given, sealed }: { given: ConnectionInput | null; sealed: Buffer | null },
): { connection: string; sealed_connection: Buffer | null } {
  const next = merge(openConnection(box, publicId, sealed), given ?? { tls: null, oauth2: null });
  if (next.tls === null && next.oauth2 === null) return { connection: "{}", sealed_connection: null };
  return {
    connection: JSON.stringify(shownConnection(next)),
    sealed_connection: box.seal(JSON.stringify(next), connectionPlace(publicId)),
  };
}

function merge(before: StoredConnection, { tls, oauth2 }: ConnectionInput): StoredConnection {
  return {
    tls: mergeTls(before.tls, tls, "connection.tls"),
    oauth2: oauth2 && {
      ...oauth2,
      client_secret: oauth2.client_secret ?? before.oauth2?.client_secret ?? refuseMissingSecret(),
      tls: mergeTls(before.oauth2?.tls ?? null, oauth2.tls, "connection.oauth2.tls"),
    },
  };
}

function refuseMissingSecret(): never {
  const message = "Client credentials need a client_secret.";
  throw new AppError("invalid_input", message, { field: "connection.oauth2.client_secret" });
}

function mergeTls(before: StoredTls | null, given: TlsInput | null, field: string): StoredTls | null {
  if (given === null) return null;
  const kept = (name: "ca" | "client_certificate" | "client_key") =>
    given[name] === undefined ? before?.[name] : (given[name] ?? undefined);
  const { server_name, insecure_skip_verify } = given;
  const next: StoredTls = {
    ca: kept("ca"),
    client_certificate: kept("client_certificate"),
    client_key: kept("client_key"),
    ...{ server_name, insecure_skip_verify },
  };
  const mistake = findTlsMistake(toTlsOptions(next) ?? {});
  if (mistake === undefined) return next;
  const names = { ca: "ca", cert: "client_certificate", key: "client_key" } as const;
  throw new AppError("invalid_input", mistake.message, { field: `${field}.${names[mistake.part]}` });
}

export function toTlsOptions(tls: StoredTls | null): TlsOptions | undefined {
  if (tls === null) return undefined;
  return {
    ca: tls.ca,
    cert: tls.client_certificate,
    key: tls.client_key,
    serverName: tls.server_name ?? undefined,
    rejectUnauthorized: !tls.insecure_skip_verify,
  };
}

/** What may be shown of it: secrets and certificates only as being there. */
function shownConnection({ tls, oauth2 }: StoredConnection) {
  const shownTls = (of: StoredTls | null) =>
    of && {
      has_ca: of.ca !== undefined,
      has_client_certificate: of.client_certificate !== undefined,
      has_client_key: of.client_key !== undefined,
      server_name: of.server_name,
      insecure_skip_verify: of.insecure_skip_verify,
    };
  const { client_secret: _, ...shown } = oauth2 ?? {};
  return { tls: shownTls(tls), oauth2: oauth2 && { ...shown, tls: shownTls(oauth2.tls) } };
}
