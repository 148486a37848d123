/** A decimal number 0.d₁d₂d₃… × 10^point. No digits: zero. */
export interface Decimal {
  readonly digits: string;
  readonly point: number;
}

/** The shortest digits that read back as the same float. */
export function shortestDecimal(magnitude: number): Decimal {
  if (magnitude === 0) return { digits: "", point: 0 };
  const text = magnitude.toExponential();
  const split = text.indexOf("e");
  return { digits: text.slice(0, split).replace(".", ""), point: Number(text.slice(split + 1)) + 1 };
}

/** Every digit of the float: a float is a whole number times a power of two, so this ends. */
export function exactDecimal(magnitude: number): Decimal {
  if (magnitude === 0) return { digits: "", point: 0 };
  const { mantissa, exponent } = splitFloat(magnitude);
  const whole = exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent);
  const digits = whole.toString();
  const point = digits.length + Math.min(exponent, 0);
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === 0x30) end--;
  return { digits: digits.slice(0, end), point };
}

/** Rounds to a number of digits, halves to even. */
export function roundDecimal(decimal: Decimal, count: number): Decimal {
  if (count >= decimal.digits.length) return decimal;
  if (count < 0) return { digits: "", point: 0 };
  const kept = decimal.digits.slice(0, count);
  if (!roundsUp(decimal.digits, count)) return trimDecimal(kept, decimal.point);
  const raised = (BigInt(`0${kept}`) + 1n).toString().padStart(count, "0");
  return trimDecimal(raised, decimal.point + (raised.length - count));
}

/** The integer mantissa and binary exponent of a positive float. */
export function splitFloat(magnitude: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, magnitude);
  const bits = view.getBigUint64(0);
  const fraction = bits & 0xfffffffffffffn;
  const biased = Number((bits >> 52n) & 0x7ffn);
  if (biased === 0) return { mantissa: fraction, exponent: -1074 };
  return { mantissa: fraction | 0x10000000000000n, exponent: biased - 1075 };
}

function roundsUp(digits: string, count: number): boolean {
  const next = digits.charCodeAt(count);
  if (next !== 0x35) return next > 0x35;
  if (digits.length > count + 1) return true;
  return count > 0 && digits.charCodeAt(count - 1) % 2 === 1;
}

function trimDecimal(digits: string, point: number): Decimal {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 0x30) end--;
  return end === 0 ? { digits: "", point: 0 } : { digits: digits.slice(0, end), point };
}
