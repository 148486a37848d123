import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { IntegrationId } from "../../platform/ids.ts";

/** What receiving needs to know of the integration whose token is in the URL. */
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

/** As in OnCall: a change of integrations shows within five seconds. */
const freshMs = 5000;
/** Shorter, so that an integration made a moment ago works at once. */
const unknownFreshMs = 500;
const maxEntries = 10_000;

interface Entry {
  owner: TokenOwner | undefined;
  freshUntilMs: number;
}

/** Finds integrations by token, remembering answers so that a flood costs no queries. */
export function createTokenLookup(db: Connection, nowMs: () => number): TokenLookup {
  const entries = new Map<string, Entry>();
  const running = new Map<string, Promise<TokenOwner | undefined>>();

  async function load(token: string): Promise<TokenOwner | undefined> {
    const result = await sql<TokenOwner>`
      select id, public_id as "publicId", type, name from integrations
      where token = ${token} and deleted_at is null`.execute(db);
    const [owner] = result.rows;
    if (entries.size >= maxEntries) entries.delete(entries.keys().next().value ?? token);
    entries.set(token, { owner, freshUntilMs: nowMs() + (owner ? freshMs : unknownFreshMs) });
    return owner;
  }

  return {
    find(token) {
      const entry = entries.get(token);
      if (entry && nowMs() < entry.freshUntilMs) return Promise.resolve(entry.owner);
      const shared = running.get(token) ?? load(token).finally(() => running.delete(token));
      running.set(token, shared);
      return shared;
    },
  };
}
