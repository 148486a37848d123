import type { IncomingHttpHeaders } from "node:http";
import type { KeyHolder } from "../../core/intake/index.ts";
import { routingKeyOf } from "../../core/integrations/routing-key.ts";
import { secretsEqual } from "../../platform/crypto/tokens.ts";

type Query = Readonly<Record<string, unknown>>;

const queryNames = ["integrationKey", "integration_key", "key"];
/** Parameters of the URL that say whom it is for, and are no part of what the tool sends. */
const ownParameters = new Set([...queryNames, "integrationId", "wait"]);

/** The integration's key, wherever OpsKnight's senders put it; the first place with one decides. */
export function keyIn(headers: IncomingHttpHeaders, query: Query): string | undefined {
  return (
    keyInAuthorization(headers.authorization) ??
    firstPresent(headers["x-integration-key"], headers["x-api-key"]) ??
    firstPresent(...queryNames.map((name) => query[name]))
  );
}

/** `Bearer <key>` or `Token token=<key>`; of other schemes nothing. */
export function keyInAuthorization(header: string | undefined): string | undefined {
  const found = /^(?:bearer\s+|token\s+(?:token\s*=\s*)?)"?([^"\s]+)"?\s*$/i.exec(header ?? "");
  return found?.[1];
}

/** The query without what is secret or addressed to us: the rest is the tool's. */
export function toolsQuery(query: Query): Query {
  return Object.fromEntries(Object.entries(query).filter(([name]) => !ownParameters.has(name)));
}

/** Whether this key opens that integration, in constant time. */
export function opens(key: string, { token, routingKey }: KeyHolder): boolean {
  const isToken = secretsEqual(key, token);
  const isDigest = secretsEqual(key.toLowerCase(), routingKeyOf(token));
  const isRoutingKey = routingKey !== null && secretsEqual(key, routingKey);
  return isToken || isDigest || isRoutingKey;
}

function firstPresent(...values: readonly unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === "string" && value !== "");
}
