import type { Connection } from "./connection.ts";
import type { Deadline } from "./deadline.ts";
import type { Failure } from "./outcome.ts";

/** What a request may use: a connection that waited, or the right to open one. */
export type Grant = { kind: "reused"; connection: Connection } | { kind: "permit" };

export interface PoolLimits {
  /** Connections to one origin, open or being opened; further requests wait. */
  maxPerOrigin: number;
  /** Waiting connections over all origins; beyond it the longest waiting one is closed. */
  maxIdle: number;
  /** Age after which a connection is not used again, so that changes of DNS are followed. */
  maxAgeMs: number;
}

interface Lane {
  /** Last in, first out: what is not needed any more runs into its idle limit. */
  idle: Connection[];
  open: number;
  waiting: ((grant: Grant) => void)[];
}

/** Connections by key (origin and TLS settings). Every grant ends in exactly one `keep` or `drop`. */
export class Pool {
  readonly #limits: PoolLimits;
  readonly #now: () => number;
  readonly #lanes = new Map<string, Lane>();
  /** Insertion order is the order in which they began to wait. */
  readonly #idle = new Map<Connection, string>();
  readonly #watched = new WeakSet<Connection>();

  constructor(limits: PoolLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** `isFresh` asks for a new connection, for a request that has just met a dead one. */
  acquire(key: string, deadline: Deadline, isFresh: boolean): Grant | Promise<Grant | Failure> {
    const lane = this.#lane(key);
    const connection = isFresh ? undefined : this.#takeIdle(lane);
    if (connection) return { kind: "reused", connection };
    if (lane.open < this.#limits.maxPerOrigin || this.#evictFrom(lane)) {
      lane.open += 1;
      return { kind: "permit" };
    }
    return new Promise((resolve) => {
      const take = (grant: Grant) => resolve(grant);
      lane.waiting.push(take);
      deadline.onEnd((failure) => {
        const index = lane.waiting.indexOf(take);
        if (index !== -1) lane.waiting.splice(index, 1);
        resolve(failure);
      });
    });
  }

  /** Gives a connection back for the next request. */
  keep(key: string, connection: Connection): void {
    if (!connection.isUsable() || this.#now() - connection.openedAt > this.#limits.maxAgeMs) {
      connection.close();
      this.drop(key);
      return;
    }
    const lane = this.#lane(key);
    const next = lane.waiting.shift();
    if (next) next({ kind: "reused", connection });
    else this.#addIdle(key, lane, connection);
  }

  /** Gives back the right to a connection that is closed or was never opened. */
  drop(key: string): void {
    const lane = this.#lane(key);
    const next = lane.waiting.shift();
    if (next) {
      next({ kind: "permit" });
      return;
    }
    lane.open -= 1;
    this.#forgetEmpty(key, lane);
  }

  close(): void {
    for (const connection of [...this.#idle.keys()]) connection.close();
  }

  counts(): { idle: number; open: number; origins: number } {
    const open = [...this.#lanes.values()].reduce((sum, lane) => sum + lane.open, 0);
    return { idle: this.#idle.size, open, origins: this.#lanes.size };
  }

  #takeIdle(lane: Lane): Connection | undefined {
    for (let connection = lane.idle.pop(); connection; connection = lane.idle.pop()) {
      this.#idle.delete(connection);
      if (connection.isUsable()) return connection;
      connection.close();
      lane.open -= 1;
    }
    return undefined;
  }

  /** Makes room for a fresh connection at the cost of one that waits. */
  #evictFrom(lane: Lane): boolean {
    const oldest = lane.idle.shift();
    if (!oldest) return false;
    this.#idle.delete(oldest);
    oldest.close();
    lane.open -= 1;
    return true;
  }

  #addIdle(key: string, lane: Lane, connection: Connection): void {
    lane.idle.push(connection);
    this.#idle.set(connection, key);
    if (!this.#watched.has(connection)) {
      this.#watched.add(connection);
      connection.socket.once("close", () => this.#removeIdle(connection));
    }
    const [oldest] = this.#idle.keys();
    if (oldest && this.#idle.size > this.#limits.maxIdle) {
      this.#removeIdle(oldest);
      oldest.close();
    }
  }

  #removeIdle(connection: Connection): void {
    const key = this.#idle.get(connection);
    if (key === undefined) return;
    this.#idle.delete(connection);
    const lane = this.#lane(key);
    lane.idle = lane.idle.filter((idle) => idle !== connection);
    this.drop(key);
  }

  #lane(key: string): Lane {
    const known = this.#lanes.get(key);
    if (known) return known;
    const lane: Lane = { idle: [], open: 0, waiting: [] };
    this.#lanes.set(key, lane);
    return lane;
  }

  #forgetEmpty(key: string, lane: Lane): void {
    if (lane.open === 0 && lane.waiting.length === 0) this.#lanes.delete(key);
  }
}
