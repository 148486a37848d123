import { performance } from "node:perf_hooks";
import { type Loop, startLoop } from "../../platform/background/loop.ts";
import type { Database } from "../../platform/db/database.ts";
import { describeError } from "../../platform/errors.ts";
import type { WebhookId } from "../../platform/ids.ts";
import type { Logger } from "../../platform/log.ts";
import { type ConcurrencyRange, nextConcurrency, startable } from "./concurrency.ts";
import { type Delivered, type DeliveryTools, deliver } from "./deliver.ts";
import { paceLookMs, paceLooksForMs } from "./delivery-pace.ts";
import {
  type ClaimedDelivery,
  type ClaimLimits,
  claimDeliveries,
  releaseDeliveries,
} from "./delivery-store.ts";
import { type BreakerTurn, hastenRetries } from "./health-store.ts";
import type { AttemptCause, AttemptResult } from "./model.ts";
import { PlannedStarts } from "./planned-starts.ts";
import type { TryRecord } from "./result-store.ts";
import { ResultWriter, type Written } from "./result-writer.ts";
import { switchOff } from "./switch-off.ts";

export interface DeliveryWorkerOptions {
  db: Database;
  log: Logger;
  tools: DeliveryTools;
  /** Names this process in the attempts. */
  name: string;
  /** Told of every try that was written down; for counting. */
  onTried?: (result: AttemptResult, cause: AttemptCause, seconds: number | undefined) => void;
  /** Told when a receiver is left in peace, or no more; for counting. */
  onBreakerTurn?: (state: "opened" | "closed") => void;
  /** Told when a webhook was switched off; for counting. */
  onNotice?: (kind: string) => void;
  limits?: Partial<DeliveryWorkerLimits>;
}

export interface DeliveryWorkerLimits {
  /** Requests of this process that may be open at once. */
  total: number;
  /** Deliveries taken by one statement. */
  batch: number;
  perWebhook: ConcurrencyRange;
  /**
   * How long a claim outlives the deadline of its request; a worker that died is replaced after that. With the usual
   * deadline of ten seconds and the poll, the other servers have taken over within fifteen seconds.
   */
  leaseMarginMs: number;
  /** The safety net for lost wake-ups and for the retries of other processes. */
  pollMs: number;
}

const standardLimits: DeliveryWorkerLimits = {
  total: 1024,
  batch: 256,
  perWebhook: { first: 8, most: 128 },
  leaseMarginMs: 3_500,
  pollMs: 1_000,
};

export interface DeliveryWorkerCounts {
  inFlight: number;
  delivered: number;
  retried: number;
  failed: number;
  /** Tries whose claim was lost before they could be written down. */
  superseded: number;
}

export interface DeliveryWorker {
  wake(): void;
  counts(): DeliveryWorkerCounts;
  /** Takes nothing new, lets open requests end and writes them down. */
  stop(): Promise<void>;
}

/** Sends what is due: claims in batches, runs under limits per webhook and in total, writes the results in batches. */
export function startDeliveryWorker(options: DeliveryWorkerOptions): DeliveryWorker {
  return new Worker(options);
}

/** The part of a webhook's allowance below which more is claimed: sooner would make many small statements. */
const refillBelow = 0.5;

/** Longest time of starting deliveries without letting other work in. */
const turnMs = 10;

class Worker implements DeliveryWorker {
  readonly #options: DeliveryWorkerOptions;
  readonly #limits: DeliveryWorkerLimits;
  readonly #loop: Loop;
  readonly #writer: ResultWriter;
  readonly #counts = { delivered: 0, retried: 0, failed: 0, superseded: 0 };
  /** Open requests by webhook. */
  readonly #busy = new Map<WebhookId, number>();
  /** What each receiver has earned; absent: the first allowance. */
  readonly #concurrency = new Map<WebhookId, number>();
  /** Deliveries that are open or not yet written down. */
  #inFlight = 0;
  /** Whether the places of this process, not the lack of work, ended the last claim. */
  #isFull = false;
  /** Webhooks of which the last claim took as many as it may; more may be due. */
  #fullWebhooks: ReadonlySet<WebhookId> = new Set();
  readonly #planned = new PlannedStarts();
  /** By performance.now(): until then a rate limit may let the next messages go before the next poll. */
  #paceLooksUntil = 0;
  #retryTimer: { at: number; timer: NodeJS.Timeout } | undefined;
  #isStopping = false;
  #onIdle: (() => void) | undefined;

  constructor(options: DeliveryWorkerOptions) {
    this.#options = options;
    this.#limits = { ...standardLimits, ...options.limits };
    this.#writer = new ResultWriter({
      ...options,
      onWritten: (batch, written) => this.#afterWriting(batch, written),
    });
    this.#loop = startLoop({
      run: () => this.#claim(),
      maxIdleMs: this.#limits.pollMs,
      onError: (error) =>
        options.log.error({ error: describeError(error) }, "deliveries could not be claimed"),
    });
  }

  wake(): void {
    this.#loop.wake();
  }

  counts(): DeliveryWorkerCounts {
    return { inFlight: this.#inFlight, ...this.#counts };
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#writer.stop();
    clearTimeout(this.#retryTimer?.timer);
    await this.#loop.stop();
    await this.#giveBackPlanned();
    if (this.#inFlight === 0) return;
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve;
    });
  }

  /** One round of the loop. @returns 0 when there is more to do at once, null when nothing is known */
  async #claim(): Promise<number | null> {
    const limits = this.#claimLimits();
    this.#isFull = limits.total <= 0;
    if (this.#isFull) return null;
    const claimed = await claimDeliveries(this.#options.db, limits);
    await this.#startAll(claimed);
    if (this.#isStopping) return null;
    this.#fullWebhooks = findFullWebhooks(claimed, limits);
    this.#isFull = claimed.length >= limits.total;
    if (this.#isFull && this.#inFlight < this.#limits.total) return 0;
    if (claimed.some(({ webhook }) => webhook.ratePerSecond !== null)) {
      this.#paceLooksUntil = performance.now() + paceLooksForMs;
    }
    return performance.now() < this.#paceLooksUntil ? paceLookMs : null;
  }

  #claimLimits(): ClaimLimits {
    const free = this.#limits.total - this.#inFlight;
    const { first } = this.#limits.perWebhook;
    const known = new Set([...this.#busy.keys(), ...this.#concurrency.keys()]);
    const perWebhook = [...known].map((id) => {
      const busy = this.#busy.get(id) ?? 0;
      return [id, { busy, remaining: startable(this.#allowance(id), busy, free) }] as const;
    });
    return {
      total: Math.min(free, this.#limits.batch),
      standard: startable(first, 0, free),
      perWebhook: new Map(perWebhook),
      leaseMarginMs: this.#limits.leaseMarginMs,
    };
  }

  #allowance(id: WebhookId): number {
    return this.#concurrency.get(id) ?? this.#limits.perWebhook.first;
  }

  /**
   * Rendering runs on the one thread that also answers requests, so others get their turn in between. What could not
   * be started while its claim is fresh is given back.
   */
  async #startAll(claimed: readonly ClaimedDelivery[]): Promise<void> {
    const giveUpAt = performance.now() + this.#limits.leaseMarginMs / 2;
    let turnEndsAt = performance.now() + turnMs;
    for (const [index, delivery] of claimed.entries()) {
      const now = performance.now();
      if (this.#isStopping || now > giveUpAt) {
        await releaseDeliveries(this.#options.db, claimed.slice(index));
        return;
      }
      if (now > turnEndsAt) {
        await new Promise(setImmediate);
        turnEndsAt = performance.now() + turnMs;
      }
      this.#occupy(delivery);
      if (delivery.startInMs > 0) this.#planned.plan(delivery, () => this.#start(delivery));
      else this.#start(delivery);
    }
  }

  #occupy({ webhook: { id } }: ClaimedDelivery): void {
    this.#inFlight += 1;
    this.#busy.set(id, (this.#busy.get(id) ?? 0) + 1);
  }

  /** Other servers send at once what a rate limit still held back here. */
  async #giveBackPlanned(): Promise<void> {
    const unstarted = this.#planned.cancel();
    for (const delivery of unstarted) {
      this.#leave(delivery.webhook.id);
      this.#free();
    }
    const { db, log } = this.#options;
    await releaseDeliveries(db, unstarted).catch((error: unknown) =>
      log.warn({ error: describeError(error) }, "claimed deliveries are left to the end of their claim"),
    );
  }

  #start(delivery: ClaimedDelivery): void {
    const { id } = delivery.webhook;
    void deliver(delivery, this.#options.tools).then((delivered) => {
      const { perWebhook } = this.#limits;
      this.#concurrency.set(id, nextConcurrency(this.#allowance(id), delivered.isAnswered, perWebhook));
      // The receiver is ready for the next one while this one is being written down, unless it wants no more.
      if (delivered.disableReason === null) this.#leave(id);
      this.#writer.add(delivered);
    });
  }

  #afterWriting(batch: readonly Delivered[], { settled, turns }: Written): void {
    for (const each of batch) {
      const { delivery, retryInMs } = each.finished;
      // The next one about the same subject has waited for the end of this one.
      if (delivery.webhook.isOrdered && retryInMs === null) this.#loop.wake();
      this.#count(each, settled.has(delivery.id));
      if (each.disableReason === null) this.#free();
      else void this.#switchOff(delivery, each.disableReason).then(() => this.#afterSwitchingOff(delivery));
    }
    for (const turn of turns) this.#afterTurn(turn, batch);
    if (this.#isFull) this.#loop.wake();
  }

  /** What waited for a receiver that takes messages again is not left to the next look. */
  #afterTurn({ webhookId, isOpen }: BreakerTurn, batch: readonly Delivered[]): void {
    const about = batch.find(({ finished }) => finished.delivery.webhook.id === webhookId)?.finished;
    const webhook = about?.delivery.webhook.publicId;
    const { db, log, onBreakerTurn } = this.#options;
    onBreakerTurn?.(isOpen ? "opened" : "closed");
    if (isOpen) {
      log.warn({ webhook }, "a receiver fails and is left in peace but for probes; its messages wait");
      return;
    }
    log.info({ webhook }, "a receiver takes messages again");
    this.#loop.wake();
    void hastenRetries(db, webhookId).then(
      (count) => count > 0 && this.#loop.wake(),
      (error) => log.warn({ webhook, error: describeError(error) }, "retries keep to their schedule"),
    );
  }

  #count({ finished }: Delivered, isSettled: boolean): void {
    const { record, retryInMs } = finished;
    if (record?.cause === "internal") {
      const { messageId, webhook } = finished.delivery;
      const about = { webhook: webhook.publicId, message: messageId, error: record.error };
      this.#options.log.error(about, "a delivery failed because of a mistake of the server");
    }
    if (record !== null) this.#tellTried(record, isSettled);
    if (!isSettled) this.#counts.superseded += 1;
    else if (retryInMs !== null) {
      this.#counts.retried += 1;
      this.#wakeIn(retryInMs);
    } else if (record?.result === "delivered") this.#counts.delivered += 1;
    else if (record !== null) this.#counts.failed += 1;
  }

  #tellTried({ result, cause, timings }: TryRecord, isSettled: boolean): void {
    const seconds = timings.total === undefined ? undefined : timings.total / 1000;
    this.#options.onTried?.(isSettled ? result : "superseded", cause, seconds);
  }

  #afterSwitchingOff({ webhook }: ClaimedDelivery): void {
    this.#leave(webhook.id);
    this.#free();
  }

  /** A request to this webhook is over. */
  #leave(id: WebhookId): void {
    const left = (this.#busy.get(id) ?? 1) - 1;
    if (left > 0) this.#busy.set(id, left);
    else this.#busy.delete(id);
    const isWorthAClaim = left <= this.#allowance(id) * refillBelow;
    if (isWorthAClaim && this.#fullWebhooks.has(id)) this.#loop.wake();
  }

  #free(): void {
    this.#inFlight -= 1;
    if (this.#inFlight === 0) this.#onIdle?.();
  }

  /** Keeps the earliest of the next retries only; the poll finds those that follow. */
  #wakeIn(ms: number): void {
    const at = performance.now() + ms;
    if (this.#isStopping || (this.#retryTimer !== undefined && this.#retryTimer.at <= at)) return;
    clearTimeout(this.#retryTimer?.timer);
    const timer = setTimeout(() => {
      this.#retryTimer = undefined;
      this.#loop.wake();
    }, ms);
    this.#retryTimer = { at, timer };
  }

  async #switchOff({ webhook }: ClaimedDelivery, reason: string): Promise<void> {
    const { db, log } = this.#options;
    try {
      if (!(await db.transaction().execute((tx) => switchOff(tx, webhook.id, { reason, percent: null }))))
        return;
      this.#options.onNotice?.("switched_off");
      this.#loop.wake();
      log.warn({ webhook: webhook.publicId, reason }, "a webhook was switched off");
    } catch (error) {
      log.error(
        { webhook: webhook.publicId, error: describeError(error) },
        "a webhook could not be switched off",
      );
    }
  }
}

function findFullWebhooks(claimed: readonly ClaimedDelivery[], limits: ClaimLimits): ReadonlySet<WebhookId> {
  const taken = new Map<WebhookId, number>();
  for (const { webhook } of claimed) taken.set(webhook.id, (taken.get(webhook.id) ?? 0) + 1);
  const remaining = (id: WebhookId) => limits.perWebhook.get(id)?.remaining ?? limits.standard;
  const candidates = new Set([...taken.keys(), ...limits.perWebhook.keys()]);
  return new Set([...candidates].filter((id) => (taken.get(id) ?? 0) >= remaining(id)));
}
