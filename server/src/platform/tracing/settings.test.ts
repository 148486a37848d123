import { expect, test } from "vitest";
import { readTracingSettings } from "./settings.ts";

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318/" };
const everything = { ratio: 1, followsParent: true };

test.each<[string, Record<string, string>, object]>([
  ["nothing is set", {}, { kind: "off" }],
  ["an empty variable counts as unset", { OTEL_EXPORTER_OTLP_ENDPOINT: "" }, { kind: "off" }],
  ["the SDK is disabled", { ...endpoint, OTEL_SDK_DISABLED: "TRUE" }, { kind: "off" }],
  ["no exporter is wanted", { ...endpoint, OTEL_TRACES_EXPORTER: "none" }, { kind: "off" }],
  [
    "an endpoint is enough",
    endpoint,
    { kind: "on", url: "http://collector:4318/v1/traces", protocol: "http/protobuf", sampling: everything },
  ],
  [
    "the endpoint of traces counts as it is",
    {
      ...endpoint,
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://traces/x",
      OTEL_TRACES_EXPORTER: "console, otlp",
    },
    { kind: "on", url: "https://traces/x" },
  ],
  [
    "the protocol of traces counts before that of all",
    { ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc", OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "http/json" },
    { kind: "on", protocol: "http/json" },
  ],
  [
    "a tenth of what begins here",
    { ...endpoint, OTEL_TRACES_SAMPLER: "parentbased_traceidratio", OTEL_TRACES_SAMPLER_ARG: "0.1" },
    { kind: "on", sampling: { ratio: 0.1, followsParent: true } },
  ],
  [
    "everything, whatever the sender says",
    { ...endpoint, OTEL_TRACES_SAMPLER: "always_on" },
    { kind: "on", sampling: { ratio: 1, followsParent: false } },
  ],
  ["no timeout", endpoint, { timeoutMs: 5_000 }],
  ["a timeout", { ...endpoint, OTEL_EXPORTER_OTLP_TIMEOUT: "750" }, { timeoutMs: 750 }],
  [
    "one that would hold up the end",
    { ...endpoint, OTEL_EXPORTER_OTLP_TIMEOUT: "60000" },
    { timeoutMs: 10_000 },
  ],
])("%s", (_what, environment, expected) => {
  expect(readTracingSettings(environment)).toMatchObject(expected);
});

test.each<[Record<string, string>]>([
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318" }],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://" }],
  [{ ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" }],
  [{ ...endpoint, OTEL_TRACES_SAMPLER: "jaeger_remote" }],
  [{ ...endpoint, OTEL_TRACES_SAMPLER: "traceidratio", OTEL_TRACES_SAMPLER_ARG: "ten" }],
])("%j cannot be followed, and the text says which variable is to blame", (environment) => {
  const read = readTracingSettings(environment);
  const [blamed = ""] = Object.keys(environment).slice(-1);
  expect(read.kind === "unusable" && read.problem).toContain(blamed);
});
