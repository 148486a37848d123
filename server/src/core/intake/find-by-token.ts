import { type RawBuilder, sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { IntegrationId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { readMapping } from "../integrations/mapping-store.ts";
import { sealContext } from "../integrations/model.ts";
import { readOptions } from "../integrations/options-store.ts";
import type { ReadingSettings } from "../integrations/registry.ts";

/** What receiving needs to know of the integration that a request is for. */
export interface TokenOwner extends ReadingSettings {
  id: IntegrationId;
  publicId: string;
  type: string;
  name: string;
  /** With one of these a request must be signed; when there is none, it needs no signature. */
  secrets: string[];
  /** The only topic whose notifications are taken; null until a subscription was confirmed. */
  topic: string | null;
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

type Sources = Pick<Context, "db" | "secrets">;

/** Finds integrations by token, remembering answers so that a flood costs no queries. */
export function createTokenLookup(ctx: Sources, nowMs: () => number): TokenLookup {
  return remember(ctx.db, nowMs, (token) => findOwner(ctx, sql`token = ${token}`));
}

/** Finds integrations by public id. */
export function createPublicIdLookup(ctx: Sources, nowMs: () => number): KeyHolderLookup {
  return remember(ctx.db, nowMs, (publicId) => findOwner(ctx, sql`public_id = ${publicId}`));
}

/**
 * Finds integrations by the key that a client of PagerDuty or Opsgenie sends: the token, its form of 32 hexadecimal
 * digits (`routingKeyOf`), or a key taken over from the other product.
 */
export function createRoutingKeyLookup(ctx: Sources, nowMs: () => number): KeyHolderLookup {
  return remember(ctx.db, nowMs, (key) =>
    findOwner(ctx, sql`(token = ${key} or md5(token) = lower(${key}) or routing_key = ${key})`),
  );
}

const generations = new WeakMap<Connection, object>();

/** Makes changed secrets, topics and options count at once on this server; on others they do within five seconds. */
export function forgetTokenOwners(db: Connection): void {
  generations.set(db, {});
}

type OwnerRow = Omit<KeyHolder, "secrets" | "mapping" | "options"> & {
  mapping: unknown;
  options: unknown;
  sealed: Buffer[];
};

async function findOwner(
  { db, secrets }: Sources,
  condition: RawBuilder<unknown>,
): Promise<KeyHolder | undefined> {
  const result = await sql<OwnerRow>`
    select id, public_id as "publicId", type, name, token, routing_key as "routingKey", mapping, options,
      (select topic from integration_topics t where t.integration_id = i.id) as topic,
      array(select sealed from integration_secrets s where s.integration_id = i.id
        and (s.expires_at is null or s.expires_at > now())) as sealed
    from integrations i where deleted_at is null and ${condition} order by id limit 1`.execute(db);
  const [row] = result.rows;
  if (!row) return undefined;
  const { sealed, ...owner } = row;
  return {
    ...owner,
    mapping: readMapping(owner.mapping),
    options: readOptions(owner.options),
    secrets: sealed.map((secret) => secrets.open(secret, sealContext(owner.id))),
  };
}

/** What is remembered until `forgetTokenOwners`: a look-up under way then writes its old answer into the old memory. */
interface Memory<Owner> {
  generation: object | undefined;
  entries: Map<string, { owner: Owner | undefined; freshUntilMs: number }>;
  running: Map<string, Promise<Owner | undefined>>;
}

/** Asks at most once per name at a time, and remembers for a few seconds. */
function remember<Owner>(
  db: Connection,
  nowMs: () => number,
  load: (name: string) => Promise<Owner | undefined>,
): { find(name: string): Promise<Owner | undefined> } {
  let memory: Memory<Owner> = newMemory(db);

  async function loadAnew({ entries }: Memory<Owner>, name: string): Promise<Owner | undefined> {
    const owner = await load(name);
    if (entries.size >= maxEntries) entries.delete(entries.keys().next().value ?? name);
    entries.set(name, { owner, freshUntilMs: nowMs() + (owner ? freshMs : unknownFreshMs) });
    return owner;
  }

  return {
    find(name) {
      if (memory.generation !== generations.get(db)) memory = newMemory(db);
      const { entries, running } = memory;
      const entry = entries.get(name);
      if (entry && nowMs() < entry.freshUntilMs) return Promise.resolve(entry.owner);
      const shared = running.get(name) ?? loadAnew(memory, name).finally(() => running.delete(name));
      running.set(name, shared);
      return shared;
    },
  };
}

function newMemory<Owner>(db: Connection): Memory<Owner> {
  return { generation: generations.get(db), entries: new Map(), running: new Map() };
}
