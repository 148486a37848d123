/** What the standard variables of OpenTelemetry ask for. The exporter reads headers, TLS and compression by itself. */
export type TracingSettings =
  | { kind: "off" }
  /** `problem` names the variable and the way out. */
  | { kind: "unusable"; problem: string }
  | {
      kind: "on";
      url: string;
      protocol: "http/protobuf" | "http/json";
      sampling: Sampling;
      timeoutMs: number;
    };

/** How much is recorded of the traces that begin here, and whether the sender decides for those that it began. */
export interface Sampling {
  /** 0 to 1. */
  ratio: number;
  followsParent: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A collector that does not answer holds up neither the queue nor the end of the server for longer. */
const standardTimeoutMs = 5_000;
const longestTimeoutMs = 10_000;

/**
 * Reads https://opentelemetry.io/docs/specs/otel/protocol/exporter/. These variables are often set for a whole machine or
 * cluster, so what cannot be followed must not keep the server from starting.
 */
export function readTracingSettings(environment: Environment): TracingSettings {
  const endpoint = endpointIn(environment);
  if (endpoint === undefined || isSwitchedOff(environment)) return { kind: "off" };
  const { name, url } = endpoint;
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
    return { kind: "unusable", problem: `${name} must be a URL that starts with http:// or https://` };
  const protocol =
    readText(environment, "EXPORTER_OTLP_TRACES_PROTOCOL", "EXPORTER_OTLP_PROTOCOL") ?? "http/protobuf";
  if (protocol !== "http/protobuf" && protocol !== "http/json") {
    const problem = `OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf or http/json, mostly at port 4318`;
    return { kind: "unusable", problem };
  }
  const sampling = readSampling(environment);
  if (sampling === undefined) {
    const problem = `OTEL_TRACES_SAMPLER must be one of ${Object.keys(samplers).join(", ")}, and OTEL_TRACES_SAMPLER_ARG a number from 0 to 1`;
    return { kind: "unusable", problem };
  }
  return { kind: "on", url, protocol, sampling, timeoutMs: readTimeoutMs(environment) };
}

/** The first of these variables that is set; an empty one counts as unset. */
function readText(environment: Environment, ...names: string[]): string | undefined {
  return names.map((name) => environment[`OTEL_${name}`]?.trim()).find((text) => text);
}

function endpointIn(environment: Environment): { name: string; url: string } | undefined {
  const own = readText(environment, "EXPORTER_OTLP_TRACES_ENDPOINT");
  if (own !== undefined) return { name: "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", url: own };
  const shared = readText(environment, "EXPORTER_OTLP_ENDPOINT");
  if (shared === undefined) return undefined;
  return { name: "OTEL_EXPORTER_OTLP_ENDPOINT", url: `${shared.replace(/\/+$/, "")}/v1/traces` };
}

function isSwitchedOff(environment: Environment): boolean {
  if (readText(environment, "SDK_DISABLED")?.toLowerCase() === "true") return true;
  const exporters = readText(environment, "TRACES_EXPORTER") ?? "otlp";
  return !exporters.split(",").some((name) => name.trim() === "otlp");
}

const samplers: Readonly<Record<string, (ratio: number) => Sampling>> = {
  parentbased_always_on: () => ({ ratio: 1, followsParent: true }),
  parentbased_always_off: () => ({ ratio: 0, followsParent: true }),
  parentbased_traceidratio: (ratio) => ({ ratio, followsParent: true }),
  always_on: () => ({ ratio: 1, followsParent: false }),
  always_off: () => ({ ratio: 0, followsParent: false }),
  traceidratio: (ratio) => ({ ratio, followsParent: false }),
};

function readSampling(environment: Environment): Sampling | undefined {
  const ratio = Number(readText(environment, "TRACES_SAMPLER_ARG") ?? 1);
  if (!(ratio >= 0 && ratio <= 1)) return undefined;
  return samplers[readText(environment, "TRACES_SAMPLER") ?? "parentbased_always_on"]?.(ratio);
}

function readTimeoutMs(environment: Environment): number {
  const asked = Number(readText(environment, "EXPORTER_OTLP_TRACES_TIMEOUT", "EXPORTER_OTLP_TIMEOUT"));
  return asked > 0 ? Math.min(asked, longestTimeoutMs) : standardTimeoutMs;
}
