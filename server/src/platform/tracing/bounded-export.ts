import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
  type SpanProcessor,
} from "@opentelemetry/sdk-trace";
import { describeError } from "../errors.ts";
import type { Logger } from "../log.ts";

/** Spans that wait for their batch. What comes on top is dropped. */
const queueLimit = 2048;
const batchSize = 512;
const longestWaitMs = 2_000;

/**
 * Sends spans in batches, one after the other, and counts those that never arrive: the batch processor's own count of what
 * it drops is not to be had.
 */
export class BoundedExport implements SpanProcessor {
  readonly #batches: BatchSpanProcessor;
  readonly #log: Logger;
  #waiting = 0;
  #exported = 0;
  #dropped = 0;
  #isFailing = false;

  constructor(exporter: SpanExporter, log: Logger) {
    this.#log = log;
    this.#batches = new BatchSpanProcessor({
      exporter: this.#counted(exporter),
      maxQueueSize: queueLimit,
      maxExportBatchSize: batchSize,
      scheduledDelayMillis: longestWaitMs,
    });
  }

  counts(): { exported: number; dropped: number } {
    return { exported: this.#exported, dropped: this.#dropped };
  }

  onStart(): void {}

  onEnd(span: ReadableSpan): void {
    if (this.#waiting >= queueLimit) {
      this.#dropped += 1;
      return;
    }
    this.#waiting += 1;
    this.#batches.onEnd(span);
  }

  forceFlush(): Promise<void> {
    return this.#batches.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.#batches.shutdown();
  }

  /** Never rejects: a collector that is away is no reason for a server not to end. */
  async stop(withinMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, withinMs);
    });
    const shutdown = this.shutdown().catch((error: unknown) => this.#tell(error));
    await Promise.race([shutdown, late]);
    clearTimeout(timer);
  }

  #counted(exporter: SpanExporter): SpanExporter {
    return {
      export: (spans, done) => {
        this.#waiting -= spans.length;
        exporter.export(spans, (result) => {
          this.#count(spans.length, result);
          done(result);
        });
      },
      shutdown: () => exporter.shutdown(),
    };
  }

  #count(spans: number, { code, error }: ExportResult): void {
    if (code === ExportResultCode.SUCCESS) {
      this.#exported += spans;
      this.#isFailing = false;
    } else {
      this.#dropped += spans;
      this.#tell(error);
    }
  }

  /** Once until it works again: a log that repeats itself every few seconds hides the rest. */
  #tell(error: unknown): void {
    if (this.#isFailing) return;
    this.#isFailing = true;
    this.#log.warn({ error: describeError(error) }, "spans could not be exported and are dropped");
  }
}
