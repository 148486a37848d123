import { int, type Numeric } from "../core/numbers.ts";
import { TemplateError } from "../errors.ts";
import { Float, Tuple, type Value } from "../values.ts";
import { type Method, method } from "./arguments.ts";

function ratio(value: number): Tuple {
  if (!Number.isFinite(value)) {
    throw new TemplateError(
      Number.isNaN(value) ? "value" : "overflow",
      "cannot convert this float to integer ratio",
    );
  }
  let top = value;
  let bottom = 1n;
  while (!Number.isInteger(top)) {
    top *= 2;
    bottom *= 2n;
  }
  return new Tuple([int(BigInt(top)), int(bottom)]);
}

/** Methods of int and bool. */
export const INT_METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["bit_length", method("bit_length", [], (_rt, self) => bits(self).length)],
  ["bit_count", method("bit_count", [], (_rt, self) => bits(self).replaceAll("0", "").length)],
  ["conjugate", method("conjugate", [], (_rt, self) => self)],
  ["is_integer", method("is_integer", [], () => true)],
  ["as_integer_ratio", method("as_integer_ratio", [], (_rt, self) => new Tuple([self, 1]))],
]);

function bits(value: Value): string {
  const size = BigInt(value as number | bigint | boolean);
  return size === 0n ? "" : (size < 0n ? -size : size).toString(2);
}

/** Methods of float. */
export const FLOAT_METHODS: ReadonlyMap<string, Method<Float>> = new Map<string, Method<Float>>([
  ["is_integer", method("is_integer", [], (_rt, self: Float) => Number.isInteger(self.value))],
  ["as_integer_ratio", method("as_integer_ratio", [], (_rt, self: Float) => ratio(self.value))],
  ["conjugate", method("conjugate", [], (_rt, self: Float) => self)],
]);

/** `real`, `imag`, `numerator`, `denominator`. */
export function numberProperty(value: Numeric, name: string): Value | undefined {
  if (name === "real") return value;
  if (name === "imag") return value instanceof Float ? new Float(0) : 0;
  if (value instanceof Float) return undefined;
  if (name === "numerator") return value;
  return name === "denominator" ? 1 : undefined;
}
