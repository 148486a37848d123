import { TemplateError, typeError } from "../errors.ts";
import { Float, type Value } from "../values.ts";
import { DateOnly, DateTime, TimeDelta } from "./values.ts";

/** The result of an operator on dates and timedeltas; undefined when Python has none for these operands. */
export function temporalBinary(operator: string, left: Value, right: Value): Value | undefined {
  if (left instanceof DateTime) return ofDateTime(operator, left, right);
  if (left instanceof DateOnly) return ofDate(operator, left, right);
  if (left instanceof TimeDelta) return ofTimeDelta(operator, left, right);
  if (right instanceof TimeDelta && operator === "*") return multiply(right, left);
  return undefined;
}

function shift(moment: DateTime, delta: TimeDelta, sign: 1 | -1): DateTime {
  const micros = moment.microsecond + sign * delta.microseconds;
  const carry = Math.floor(micros / 1_000_000);
  const local = moment.local + sign * delta.wholeSeconds + carry;
  return new DateTime(local, micros - carry * 1_000_000, moment.zone);
}

function ofDateTime(operator: string, left: DateTime, right: Value): Value | undefined {
  if (right instanceof TimeDelta && operator === "+") return shift(left, right, 1);
  if (right instanceof TimeDelta && operator === "-") return shift(left, right, -1);
  if (!(right instanceof DateTime) || operator !== "-") return undefined;
  if ((left.zone === null) !== (right.zone === null)) {
    throw typeError("can't subtract offset-naive and offset-aware datetimes");
  }
  return new TimeDelta(0, left.epoch - right.epoch, left.microsecond - right.microsecond);
}

function ofDate(operator: string, left: DateOnly, right: Value): Value | undefined {
  if (right instanceof TimeDelta && operator === "+") return new DateOnly(left.days + right.days);
  if (right instanceof TimeDelta && operator === "-") return new DateOnly(left.days - right.days);
  if (right instanceof DateOnly && operator === "-") return new TimeDelta(left.days - right.days, 0, 0);
  return undefined;
}

function ofTimeDelta(operator: string, left: TimeDelta, right: Value): Value | undefined {
  if (operator === "*") return multiply(left, right);
  if (operator === "/" || operator === "//" || operator === "%") return divide(operator, left, right);
  if (operator === "+" && right instanceof DateTime) return shift(right, left, 1);
  if (operator === "+" && right instanceof DateOnly) return new DateOnly(right.days + left.days);
  if (!(right instanceof TimeDelta)) return undefined;
  if (operator === "+") return TimeDelta.ofMicroseconds(left.totalMicroseconds + right.totalMicroseconds);
  if (operator === "-") return TimeDelta.ofMicroseconds(left.totalMicroseconds - right.totalMicroseconds);
  return undefined;
}

function multiply(delta: TimeDelta, factor: Value): Value | undefined {
  if (factor instanceof Float) return scale(delta, ...fractionOf(factor.value));
  if (typeof factor === "boolean") return factor ? delta : new TimeDelta(0, 0, 0);
  if (typeof factor !== "number" && typeof factor !== "bigint") return undefined;
  return TimeDelta.ofMicroseconds(delta.totalMicroseconds * BigInt(factor));
}

function divide(operator: string, left: TimeDelta, right: Value): Value | undefined {
  const top = left.totalMicroseconds;
  if (right instanceof TimeDelta) {
    const bottom = right.totalMicroseconds;
    if (bottom === 0n) throw new TemplateError("zero-division", "integer division or modulo by zero");
    if (operator === "/") return new Float(Number(top) / Number(bottom));
    const quotient = floorDivide(top, bottom);
    return operator === "//" ? Number(quotient) : TimeDelta.ofMicroseconds(top - quotient * bottom);
  }
  if (operator === "%") return undefined;
  if (typeof right === "number" || typeof right === "bigint") {
    if (Number(right) === 0) throw new TemplateError("zero-division", "integer division or modulo by zero");
    if (operator === "//") return TimeDelta.ofMicroseconds(floorDivide(top, BigInt(right)));
    return TimeDelta.ofMicroseconds(roundDivide(top, BigInt(right)));
  }
  if (!(right instanceof Float) || operator === "//") return undefined;
  if (right.value === 0) throw new TemplateError("zero-division", "division by zero");
  const [numerator, denominator] = fractionOf(right.value);
  return scale(left, denominator, numerator);
}

function scale(delta: TimeDelta, top: bigint, bottom: bigint): TimeDelta {
  return TimeDelta.ofMicroseconds(roundDivide(delta.totalMicroseconds * top, bottom));
}

/** The exact fraction of a double. */
function fractionOf(value: number): [bigint, bigint] {
  if (Number.isNaN(value)) throw new TemplateError("value", "cannot convert NaN to integer ratio");
  if (!Number.isFinite(value)) {
    throw new TemplateError("overflow", "cannot convert Infinity to integer ratio");
  }
  let bottom = 1n;
  let top = value;
  while (!Number.isInteger(top)) {
    top *= 2;
    bottom *= 2n;
  }
  return [BigInt(top), bottom];
}

function floorDivide(top: bigint, bottom: bigint): bigint {
  const quotient = top / bottom;
  return top % bottom !== 0n && top < 0n !== bottom < 0n ? quotient - 1n : quotient;
}

function roundDivide(top: bigint, bottom: bigint): bigint {
  const [a, b] = bottom < 0n ? [-top, -bottom] : [top, bottom];
  const floor = floorDivide(a, b);
  const twice = (a - floor * b) * 2n;
  return twice > b || (twice === b && floor % 2n !== 0n) ? floor + 1n : floor;
}

/** Negative, zero or positive; undefined when Python cannot order the two. */
export function temporalCompare(left: Value, right: Value): number | undefined {
  if (left instanceof TimeDelta && right instanceof TimeDelta) {
    return left.days - right.days || left.seconds - right.seconds || left.microseconds - right.microseconds;
  }
  if (left instanceof DateOnly && right instanceof DateOnly) return left.days - right.days;
  if (!(left instanceof DateTime && right instanceof DateTime)) return undefined;
  if ((left.zone === null) !== (right.zone === null)) {
    throw typeError("can't compare offset-naive and offset-aware datetimes");
  }
  return left.epoch - right.epoch || left.microsecond - right.microsecond;
}
