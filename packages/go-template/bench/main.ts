import { performance } from "node:perf_hooks";
import {
  createEnvironment,
  defaultTemplates,
  fromPlain,
  grafanaFunctions,
  type NotificationInput,
  notificationData,
} from "../src/index.ts";
import { exampleNotification, longMessage, typicalTitle } from "./examples.ts";

/** Prints nanoseconds per operation: the best of several rounds, after warming up. */
function measure(name: string, operation: () => unknown, count: number): void {
  for (let i = 0; i < count; i++) operation();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 7; round++) {
    const start = performance.now();
    for (let i = 0; i < count; i++) operation();
    best = Math.min(best, ((performance.now() - start) * 1e6) / count);
  }
  console.log(`${name.padEnd(44)} ${Math.round(best).toString().padStart(9)} ns`);
}

function main(): void {
  const environment = createEnvironment({ functions: grafanaFunctions(), missingKey: "zero" });
  const stored = environment.compile([{ name: "", source: defaultTemplates }]);
  const input: NotificationInput = exampleNotification(5);
  const data = notificationData(input);
  const title = stored.compileWith(typicalTitle);
  const message = stored.compileWith(longMessage);
  const defaultTitle = stored.compileWith('{{ template "default.title" . }}');
  const plain = createEnvironment().compile("{{ .commonLabels.alertname }} on {{ .commonLabels.region }}");
  const json = fromPlain(input);

  measure("title, typical", () => title.render(data), 20_000);
  measure("title, default", () => defaultTitle.render(data), 20_000);
  measure("title, JSON data", () => plain.render(json), 20_000);
  measure("message, 30 lines, 5 alerts", () => message.render(data), 3_000);
  measure("compile, title", () => stored.compileWith(typicalTitle), 3_000);
  measure("compile, message of 30 lines", () => stored.compileWith(longMessage), 1_000);
  measure("compile, default templates", () => environment.compile(defaultTemplates), 500);
  measure("data of 5 alerts", () => notificationData(input), 3_000);
}

main();
