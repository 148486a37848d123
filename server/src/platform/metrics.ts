import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What the server counts about itself. Counting costs an object look-up and an addition. */
export interface Metrics {
  /** A request to an ingestion URL was answered. */
  requestReceived(outcome: ReceiveOutcome, seconds: number): void;
  /** Alerts were carried to their groups. */
  alertsGrouped(count: number): void;
  /** An outgoing delivery was tried; both texts come from closed sets. `seconds`: of its request, when one was made. */
  deliveryTried(result: string, cause: string, seconds: number | undefined): void;
  /** The breaker of a webhook's receiver `opened` or `closed`. */
  breakerTurned(state: string): void;
  /** People were told of a webhook: `failing` or `switched_off`. */
  webhookNoticed(kind: string): void;
  /** A mail to operators was tried: `sent`, `failed` or `given_up`. */
  mailTried(result: string): void;
  httpAnswered(labels: { method: string; route: string; status: number }, seconds: number): void;
  /** Names a value that is read when somebody asks for the metrics. */
  addGauge(name: string, help: string, read: () => number): void;
  /** The same for a number that only grows while this process runs. */
  addCounter(name: string, help: string, read: () => number): void;
  /** Names values that are read together; undefined values are left out. */
  addGaugeSet(set: GaugeSet): void;
  /** Everything in the text format of Prometheus. Values that cannot be read are left out. */
  render(): Promise<{ contentType: string; text: string }>;
}

export type ReceiveOutcome = "accepted" | "refused" | "unknown_token" | "too_large" | "unavailable";

export interface GaugeSet {
  gauges: Readonly<Record<string, string>>;
  read: () => Promise<Readonly<Record<string, number | null>>>;
}

/** Seconds; from a commit on a fast disk to the limits of the slowest request. */
const latencyBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics(version: string): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({ name: "tocsin_build_info", help: "Always 1.", labelNames: ["version"], registers }).set(
    { version },
    1,
  );
  const counters = createCounters(registry);
  const gaugeSets: { set: GaugeSet; gauges: Map<string, Gauge> }[] = [];

  return {
    ...counters,
    addGauge(name, help, read) {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    },
    addCounter(name, help, read) {
      new Counter({
        name,
        help,
        registers,
        collect() {
          this.reset();
          this.inc(read());
        },
      });
    },
    addGaugeSet(set) {
      const gauges = Object.entries(set.gauges).map(([name, help]) => {
        return [name, new Gauge({ name, help, registers })] as const;
      });
      gaugeSets.push({ set, gauges: new Map(gauges) });
    },
    async render() {
      await Promise.all(gaugeSets.map(({ set, gauges }) => readSet(set, gauges)));
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

type Counters = Pick<
  Metrics,
  | "requestReceived"
  | "alertsGrouped"
  | "deliveryTried"
  | "breakerTurned"
  | "webhookNoticed"
  | "mailTried"
  | "httpAnswered"
>;

function createCounters(registry: Registry): Counters {
  const registers = [registry];
  const received = new Histogram({
    name: "tocsin_ingest_request_seconds",
    help: "Requests to ingestion URLs by outcome, until they were answered.",
    labelNames: ["outcome"],
    buckets: latencyBuckets,
    registers,
  });
  const grouped = new Counter({
    name: "tocsin_alerts_grouped_total",
    help: "Alerts carried to their groups.",
    registers,
  });
  const tried = new Counter({
    name: "tocsin_delivery_attempts_total",
    help: "Tries of outgoing deliveries by result and cause.",
    labelNames: ["result", "cause"],
    registers,
  });
  const turned = new Counter({
    name: "tocsin_webhook_breaker_changes_total",
    help: "Receivers of webhooks that were left in peace (opened), and that took messages again (closed).",
    labelNames: ["state"],
    registers,
  });
  const triedSeconds = new Histogram({
    name: "tocsin_delivery_request_seconds",
    help: "Requests to receivers by result, from the name look-up to the last byte of the answer.",
    labelNames: ["result"],
    buckets: latencyBuckets,
    registers,
  });
  const noticed = new Counter({
    name: "tocsin_webhook_notices_total",
    help: "Notices about webhooks that deliver nothing, and that were switched off.",
    labelNames: ["kind"],
    registers,
  });
  const mailed = new Counter({
    name: "tocsin_operator_mails_total",
    help: "Tries to send operators a mail: sent, failed and tried again, given up.",
    labelNames: ["result"],
    registers,
  });
  const answered = new Histogram({
    name: "tocsin_http_request_seconds",
    help: "Requests to API and pages.",
    labelNames: ["method", "route", "status"],
    buckets: latencyBuckets,
    registers,
  });
  return {
    requestReceived: (outcome, seconds) => received.observe({ outcome }, seconds),
    alertsGrouped: (count) => grouped.inc(count),
    deliveryTried(result, cause, seconds) {
      tried.inc({ result, cause });
      if (seconds !== undefined) triedSeconds.observe({ result }, seconds);
    },
    breakerTurned: (state) => turned.inc({ state }),
    webhookNoticed: (kind) => noticed.inc({ kind }),
    mailTried: (result) => mailed.inc({ result }),
    httpAnswered: (labels, seconds) => answered.observe(labels, seconds),
  };
}

async function readSet({ read }: GaugeSet, gauges: ReadonlyMap<string, Gauge>): Promise<void> {
  const values = await read();
  for (const [name, gauge] of gauges) {
    const value = values[name];
    if (value === null || value === undefined) gauge.remove();
    else gauge.set(value);
  }
}
