import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { IntegrationId } from "../../platform/ids.ts";

/** What receiving needs to know of the integration that a request is for. */
export interface TokenOwner {
  id: IntegrationId;
  publicId: string;
  type: string;
  name: string;
}

export interface TokenLookup {
  /** @throws when the database does not answer and nothing is remembered */
  find(token: string): Promise<TokenOwner | undefined>;
}

/** An integration found by what its senders know of it, and the keys they may prove it with. */
export interface KeyHolder extends TokenOwner {
  token: string;
  /** A key of another product that its senders keep; null for most. */
  routingKey: string | null;
}

export interface KeyHolderLookup {
  /** @throws when the database does not answer and nothing is remembered */
  find(name: string): Promise<KeyHolder | undefined>;
}

/** As in OnCall: a change of integrations shows within five seconds. */
const freshMs = 5000;
/** Shorter, so that an integration made a moment ago works at once. */
const unknownFreshMs = 500;
const maxEntries = 10_000;

/** Finds integrations by token, remembering answers so that a flood costs no queries. */
export function createTokenLookup(db: Connection, nowMs: () => number): TokenLookup {
  return remember(nowMs, async (token) => {
    const result = await sql<TokenOwner>`
      select id, public_id as "publicId", type, name from integrations
      where token = ${token} and deleted_at is null`.execute(db);
    return result.rows[0];
  });
}

/** Finds integrations by public id. */
export function createPublicIdLookup(db: Connection, nowMs: () => number): KeyHolderLookup {
  return remember(nowMs, async (publicId) => {
    const result = await sql<KeyHolder>`
      select id, public_id as "publicId", type, name, token, routing_key as "routingKey" from integrations
      where public_id = ${publicId} and deleted_at is null`.execute(db);
    return result.rows[0];
  });
}

/**
 * Finds integrations by the key that a client of PagerDuty or Opsgenie sends: the token, its form of 32 hexadecimal
 * digits (`routingKeyOf`), or a key taken over from the other product.
 */
export function createRoutingKeyLookup(db: Connection, nowMs: () => number): KeyHolderLookup {
  return remember(nowMs, async (key) => {
    const result = await sql<KeyHolder>`
      select id, public_id as "publicId", type, name, token, routing_key as "routingKey" from integrations
      where deleted_at is null and (token = ${key} or md5(token) = lower(${key}) or routing_key = ${key})
      order by id limit 1`.execute(db);
    return result.rows[0];
  });
}

/** Asks at most once per name at a time, and remembers for a few seconds. */
function remember<Owner>(
  nowMs: () => number,
  load: (name: string) => Promise<Owner | undefined>,
): { find(name: string): Promise<Owner | undefined> } {
  const entries = new Map<string, { owner: Owner | undefined; freshUntilMs: number }>();
  const running = new Map<string, Promise<Owner | undefined>>();

  async function loadAnew(name: string): Promise<Owner | undefined> {
    const owner = await load(name);
    if (entries.size >= maxEntries) entries.delete(entries.keys().next().value ?? name);
    entries.set(name, { owner, freshUntilMs: nowMs() + (owner ? freshMs : unknownFreshMs) });
    return owner;
  }

  return {
    find(name) {
      const entry = entries.get(name);
      if (entry && nowMs() < entry.freshUntilMs) return Promise.resolve(entry.owner);
      const shared = running.get(name) ?? loadAnew(name).finally(() => running.delete(name));
      running.set(name, shared);
      return shared;
    },
  };
}
