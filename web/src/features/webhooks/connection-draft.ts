import type { WebhookBody } from "./model.ts";

/** Own TLS settings as they are typed; a text that is stored and left empty stays. */
export interface TlsDraft {
  ca: string;
  certificate: string;
  key: string;
  serverName: string;
  skipVerify: boolean;
  stored: { ca: boolean; certificate: boolean; key: boolean };
}

/** Client credentials; an empty secret keeps the stored one. */
export interface OAuthDraft {
  tokenUrl: string;
  clientId: string;
  secret: string;
  scopes: string[];
  /** What is stored and not shown here goes back as it came. */
  others: Record<string, unknown>;
}

export interface ConnectionDraft {
  tls: TlsDraft | null;
  oauth2: OAuthDraft | null;
}

export const newTls: TlsDraft = {
  ...{ ca: "", certificate: "", key: "", serverName: "", skipVerify: false },
  stored: { ca: false, certificate: false, key: false },
};

export const newOAuth: OAuthDraft = { tokenUrl: "", clientId: "", secret: "", scopes: [], others: {} };

/** The connection as a webhook tells it: secrets and PEM texts only as being there. */
export function draftOfConnection(connection: Record<string, unknown>): ConnectionDraft {
  const [tls, oauth2] = [connection.tls, connection.oauth2].map(toRecord);
  return { tls: tls ? draftOfTls(tls) : null, oauth2: oauth2 ? draftOfOAuth(oauth2) : null };
}

function draftOfTls(tls: Record<string, unknown>): TlsDraft {
  return {
    ...newTls,
    serverName: toText(tls.server_name),
    skipVerify: tls.insecure_skip_verify === true,
    stored: {
      ca: tls.has_ca === true,
      certificate: tls.has_client_certificate === true,
      key: tls.has_client_key === true,
    },
  };
}

function draftOfOAuth(oauth2: Record<string, unknown>): OAuthDraft {
  const { token_url, client_id, scopes, endpoint_params } = oauth2;
  const tls = toRecord(oauth2.tls);
  const { server_name, insecure_skip_verify } = tls ?? {};
  return {
    ...newOAuth,
    tokenUrl: toText(token_url),
    clientId: toText(client_id),
    scopes: Array.isArray(scopes) ? scopes.map(String) : [],
    others: { endpoint_params: endpoint_params ?? {}, tls: tls && { server_name, insecure_skip_verify } },
  };
}

/** What is to be changed of the connection; nothing when it is as it was. */
export function toConnection(
  draft: ConnectionDraft,
  before: ConnectionDraft,
): Pick<WebhookBody, "connection"> {
  if (JSON.stringify(draft) === JSON.stringify(before)) return {};
  const { tls, oauth2 } = draft;
  if (tls === null && oauth2 === null) return { connection: null };
  return { connection: { tls: tls && fromTls(tls), oauth2: oauth2 && fromOAuth(oauth2) } };
}

function fromTls({ ca, certificate, key, serverName, skipVerify }: TlsDraft) {
  return {
    ...(ca.trim() ? { ca } : {}),
    ...(certificate.trim() ? { client_certificate: certificate } : {}),
    ...(key.trim() ? { client_key: key } : {}),
    server_name: serverName.trim() || null,
    insecure_skip_verify: skipVerify,
  };
}

function fromOAuth({ tokenUrl, clientId, secret, scopes, others }: OAuthDraft) {
  return {
    ...others,
    token_url: tokenUrl.trim(),
    client_id: clientId,
    ...(secret ? { client_secret: secret } : {}),
    scopes,
  };
}

function toRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null ? { ...value } : null;
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : "";
}
