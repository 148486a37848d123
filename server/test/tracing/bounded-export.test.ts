import { afterEach, expect, test } from "vitest";
import { createLogger } from "../../src/platform/log.ts";
import { openTracing, readTracingSettings, type Tracing } from "../../src/platform/tracing/index.ts";
import { eventually } from "../delivery/world.ts";
import { type Collector, startCollector } from "./collector.ts";

const collectors: Collector[] = [];
afterEach(async () => {
  for (const collector of collectors.splice(0)) await collector.close();
});

/** More than wait for their batch. */
const many = 6_000;

async function recordMany(options: { hangs: boolean }): Promise<{ tracing: Tracing; collector: Collector }> {
  const collector = await startCollector(options);
  collectors.push(collector);
  const settings = readTracingSettings({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_EXPORTER_OTLP_TIMEOUT: "300",
  });
  const tracing = await openTracing(settings, { version: "test", log: createLogger("silent") });
  if (!tracing) throw new Error("no traces");
  for (let n = 0; n < many; n += 1) {
    tracing.tracer.start({ name: "step", kind: "internal", parent: undefined }).end({ attributes: { n } });
  }
  return { tracing, collector };
}

test("spans that come faster than they go are dropped beyond the bound, and every one is counted", async () => {
  const { tracing, collector } = await recordMany({ hangs: false });
  await tracing.stop();
  const { exported, dropped } = tracing.counts();
  expect(exported + dropped).toBe(many);
  expect(dropped).toBeGreaterThan(0);
  expect(exported).toBeGreaterThanOrEqual(2_048);
  expect(collector.spans()).toHaveLength(exported);
});

test("the end does not wait for a collector that hangs; what was not taken is counted", async () => {
  const { tracing } = await recordMany({ hangs: true });
  await tracing.stop();
  await eventually(() => tracing.counts().dropped === many);
  expect(tracing.counts().exported).toBe(0);
});
