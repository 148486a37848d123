import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../support/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  // Some metrics are only told while traces are exported.
  app = await startTestApp({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" });
});
afterAll(() => app.stop());

test.each([
  "alert-rules.yml",
  "alert-rules.test.yml",
  "grafana-dashboard.json",
  "delivery.md",
  "operations.md",
])("every metric that %s names is one that a server tells", async (file) => {
  const text = await readFile(new URL(`../../../docs/${file}`, import.meta.url), "utf8");
  const named = new Set(text.match(/\b(?:tocsin|process|nodejs)_[a-z0-9_]+/g));
  expect(named.size).toBeGreaterThan(3);
  const told = await (await fetch(`${app.url}/metrics`)).text();
  const known = [...told.matchAll(/^# TYPE (\S+) (\S+)/gm)].flatMap(([, name = "", kind]) =>
    kind === "histogram" ? [name, `${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
  );
  expect([...named].filter((name) => !known.includes(name))).toEqual([]);
});
