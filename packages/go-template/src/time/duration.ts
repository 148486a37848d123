import { type GoType, Integer, type Method, type Value } from "../values/model.ts";
import { floatType, int64Type, stringType } from "../values/types.ts";
import { integerOf } from "../values/values.ts";

const second = 1_000_000_000n;

/** Go's `Duration.String`: `1h30m0.5s`, `1.5ms`, `0s`. */
export function durationText(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return "0s";
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const sign = nanoseconds < 0n ? "-" : "";
  if (size < 1000n) return `${sign}${size}ns`;
  if (size < 1_000_000n) return `${sign}${withFraction(size, 1000n)}µs`;
  if (size < second) return `${sign}${withFraction(size, 1_000_000n)}ms`;
  const minutes = size / (60n * second);
  const seconds = `${withFraction(size % (60n * second), second)}s`;
  if (minutes === 0n) return sign + seconds;
  if (minutes < 60n) return `${sign}${minutes}m${seconds}`;
  return `${sign}${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

/** Go's `Duration.Truncate`: towards zero. */
export function truncateDuration(value: bigint, unit: bigint): bigint {
  return unit <= 0n ? value : value - (value % unit);
}

/** Go's `Duration.Round`: halves away from zero. */
export function roundDuration(value: bigint, unit: bigint): bigint {
  if (unit <= 0n) return value;
  const size = value < 0n ? -value : value;
  const rest = size % unit;
  const rounded = rest + rest < unit ? size - rest : size + unit - rest;
  return clampDuration(value < 0n ? -rounded : rounded);
}

/** Durations saturate at the ends of int64. */
export function clampDuration(value: bigint): bigint {
  const largest = 2n ** 63n - 1n;
  return value > largest ? largest : value < -largest - 1n ? -largest - 1n : value;
}

/** A duration in a unit, as Go's `Hours`, `Minutes` and `Seconds` compute it. */
export function inUnits(value: bigint, unit: bigint): number {
  return Number(value / unit) + Number(value % unit) / Number(unit);
}

function withFraction(value: bigint, unit: bigint): string {
  const fraction = (value % unit)
    .toString()
    .padStart(unit.toString().length - 1, "0")
    .replace(/0+$/, "");
  return `${value / unit}${fraction === "" ? "" : `.${fraction}`}`;
}

/** time.Duration. */
export const durationType: GoType = {
  kind: "int",
  name: "time.Duration",
  text: (value) => durationText(nanosecondsOf(value)),
  methods: durationMethods(),
};

/** A time.Duration of nanoseconds, saturated. */
export function duration(nanoseconds: bigint): Integer {
  return new Integer(durationType, clampDuration(nanoseconds));
}

/** The nanoseconds of a time.Duration. */
export function nanosecondsOf(value: Value): bigint {
  return integerOf(value) ?? 0n;
}

// Functions below are called only when a template runs, so the type may refer to itself.
function durationMethods(): ReadonlyMap<string, Method> {
  const amount = (unit: bigint): Method => ({
    params: [],
    result: floatType,
    call: (self) => inUnits(nanosecondsOf(self), unit),
  });
  const whole = (unit: bigint): Method => ({
    params: [],
    result: int64Type,
    call: (self) => new Integer(int64Type, nanosecondsOf(self) / unit),
  });
  const rounding = (round: (value: bigint, unit: bigint) => bigint): Method => ({
    get params() {
      return [durationType];
    },
    get result() {
      return durationType;
    },
    call: (self, [unit]) => duration(round(nanosecondsOf(self), nanosecondsOf(unit))),
  });
  return new Map<string, Method>([
    ["Hours", amount(3600n * second)],
    ["Minutes", amount(60n * second)],
    ["Seconds", amount(second)],
    ["Milliseconds", whole(1_000_000n)],
    ["Microseconds", whole(1000n)],
    ["Nanoseconds", whole(1n)],
    ["Round", rounding(roundDuration)],
    ["Truncate", rounding(truncateDuration)],
    ["Abs", { ...amount(1n), result: int64Type, call: (self) => duration(absolute(nanosecondsOf(self))) }],
    ["String", { params: [], result: stringType, call: (self) => durationText(nanosecondsOf(self)) }],
  ]);
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
