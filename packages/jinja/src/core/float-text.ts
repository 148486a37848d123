/** Python's repr of a float: shortest digits that read back, exponent form below 1e-4 and from 1e16. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Object.is(value, -0)) return "-0.0";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) return exponentText(value);
  const text = String(value);
  return text.includes(".") ? text : `${text}.0`;
}

function exponentText(value: number): string {
  const [digits = "", exponent = "0"] = value.toExponential().split("e");
  return `${digits}e${exponentPart(Number(exponent))}`;
}

function exponentPart(exponent: number): string {
  const sign = exponent < 0 ? "-" : "+";
  return sign + String(Math.abs(exponent)).padStart(2, "0");
}

/** A finite double as `numerator / 2 ** shift`, exactly. */
function exactFraction(value: number): { numerator: bigint; shift: bigint } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const biased = Number(bits >> 52n) & 0x7ff;
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n;
  const exponent = (biased === 0 ? 1 : biased) - 1075;
  return exponent >= 0
    ? { numerator: mantissa << BigInt(exponent), shift: 0n }
    : { numerator: mantissa, shift: BigInt(-exponent) };
}

/** `|value| * 10 ** digits`, rounded half to even on the exact binary value. */
function scaled(value: number, digits: number): bigint {
  const { numerator, shift } = exactFraction(value);
  const top = digits >= 0 ? numerator * 10n ** BigInt(digits) : numerator;
  const bottom = (1n << shift) * (digits < 0 ? 10n ** BigInt(-digits) : 1n);
  return divideHalfEven(top, bottom);
}

/** Quotient of two non-negative integers, ties to even. */
export function divideHalfEven(top: bigint, bottom: bigint): bigint {
  const quotient = top / bottom;
  const twice = (top % bottom) * 2n;
  const up = twice > bottom || (twice === bottom && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}

function signOf(value: number): string {
  return value < 0 || Object.is(value, -0) ? "-" : "";
}

/** `'%.<digits>f'` of a finite float. */
export function fixedText(value: number, digits: number): string {
  const text = scaled(value, digits)
    .toString()
    .padStart(digits + 1, "0");
  const cut = text.length - digits;
  return signOf(value) + (digits === 0 ? text : `${text.slice(0, cut)}.${text.slice(cut)}`);
}

/** `round(value, digits)`: correctly rounded, ties to even; digits may be negative. */
export function roundFloat(value: number, digits: number): number {
  if (!Number.isFinite(value) || digits > 330) return value;
  if (digits < -310) return value < 0 ? -0 : 0;
  if (digits >= 0) return Number(fixedText(value, digits));
  const size = Number(scaled(value, digits) * 10n ** BigInt(-digits));
  return value < 0 || Object.is(value, -0) ? -size : size;
}

/** The `digits` significant digits (at least one) and the decimal exponent of a finite float. */
function significant(value: number, digits: number): { text: string; exponent: number } {
  if (value === 0) return { text: "0".repeat(digits), exponent: 0 };
  // With 20 digits the exponent is exact: no double is that near to a power of ten without being one.
  let exponent = Number(value.toExponential(20).split("e")[1]);
  while (true) {
    const text = scaled(value, digits - 1 - exponent).toString();
    if (text.length > digits) {
      exponent += 1;
    } else if (text.length < digits) {
      exponent -= 1;
    } else {
      return { text, exponent };
    }
  }
}

/** `'%.<digits>e'` of a finite float; `keepPoint` is the `#` flag. */
export function scientificText(value: number, digits: number, keepPoint = false): string {
  const { text, exponent } = significant(value, digits + 1);
  const point = digits > 0 || keepPoint ? "." : "";
  return `${signOf(value)}${text[0]}${point}${text.slice(1)}e${exponentPart(exponent)}`;
}

/** `'%.<digits>g'` of a finite float; `keepZeros` is the `#` flag. */
export function generalText(value: number, digits: number, keepZeros = false): string {
  const precision = Math.max(1, digits);
  const { text, exponent } = significant(value, precision);
  if (exponent < -4 || exponent >= precision) {
    const fraction = keepZeros ? text.slice(1) : text.slice(1).replace(/0+$/, "");
    const point = keepZeros || fraction !== "" ? "." : "";
    return `${signOf(value)}${text[0]}${point}${fraction}e${exponentPart(exponent)}`;
  }
  const fixed = fixedText(value, precision - 1 - exponent);
  if (keepZeros) return fixed.includes(".") ? fixed : `${fixed}.`;
  return fixed.includes(".") ? fixed.replace(/\.?0+$/, "") : fixed;
}
