import { type Decimal, exactDecimal, roundDecimal, shortestDecimal, splitFloat } from "./decimal.ts";
import { type Flags, pad } from "./flags.ts";

/** A float as templates print it (`%v`): shortest digits, exponent form below 1e-4 and from 1e+06 on. */
export function formatFloatPlain(value: number): string {
  const magnitude = Math.abs(value);
  // In this range JavaScript writes the same shortest digits without exponent.
  if (magnitude >= 1e-4 && magnitude < 1e6) return String(value);
  if (magnitude === Number.POSITIVE_INFINITY) return value > 0 ? "+Inf" : "-Inf";
  return convertFloat(value, "g", -1).replace("+", (sign, at: number) => (at === 0 ? "" : sign));
}

const defaultPrecisions: ReadonlyMap<string, number> = new Map([
  ["v", -1],
  ["b", -1],
  ["g", -1],
  ["G", -1],
  ["x", -1],
  ["X", -1],
  ["f", 6],
  ["F", 6],
  ["e", 6],
  ["E", 6],
]);

/** Whether a verb of printf is for floats. */
export function isFloatVerb(verb: string): boolean {
  return defaultPrecisions.has(verb);
}

/** A float under a verb of printf; the verb must be for floats. */
export function formatFloat(flags: Flags, value: number, verb: string): string {
  const format = verb === "v" ? "g" : verb === "F" ? "f" : verb;
  const precision = flags.precision ?? defaultPrecisions.get(verb) ?? -1;
  let text = convertFloat(value, format, precision);
  if (flags.space && text.startsWith("+") && !flags.plus) text = ` ${text.slice(1)}`;
  if (!Number.isFinite(value)) {
    const isBare = Number.isNaN(value) && !flags.space && !flags.plus;
    return pad(flags, isBare ? text.slice(1) : text, false);
  }
  if (flags.sharp && format !== "b") text = keepZeros(text, verb, precision);
  if (!flags.plus && text.startsWith("+")) return pad(flags, text.slice(1));
  if (!flags.zero || flags.minus || flags.width === undefined) return pad(flags, text);
  return text.charAt(0) + text.slice(1).padStart(flags.width - 1, "0");
}

/** `strconv.FormatFloat` with a sign always in front; precision -1 asks for the shortest digits. */
function convertFloat(value: number, format: string, precision: number): string {
  if (Number.isNaN(value)) return "+NaN";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "+";
  const magnitude = Math.abs(value);
  if (magnitude === Number.POSITIVE_INFINITY) return `${sign}Inf`;
  switch (format) {
    case "f":
      return sign + fixed(magnitude, precision);
    case "e":
    case "E":
      return sign + exponential(digitsFor(magnitude, precision + 1, precision < 0), precision, format);
    case "g":
    case "G":
      return sign + general(magnitude, precision, format === "g" ? "e" : "E");
    case "b":
      return sign + binaryExponent(magnitude);
    default:
      return sign + hexadecimalFloat(magnitude, precision, format);
  }
}

function digitsFor(magnitude: number, count: number, isShortest: boolean): Decimal {
  return isShortest ? shortestDecimal(magnitude) : roundDecimal(exactDecimal(magnitude), count);
}

function fixed(magnitude: number, precision: number): string {
  const exact = precision < 0 ? shortestDecimal(magnitude) : exactDecimal(magnitude);
  const decimal = precision < 0 ? exact : roundDecimal(exact, exact.point + precision);
  return fixedText(decimal, precision < 0 ? Math.max(decimal.digits.length - decimal.point, 0) : precision);
}

function fixedText({ digits, point }: Decimal, places: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, "0") : "0";
  if (places === 0) return whole;
  const fraction = point >= 0 ? digits.slice(point) : "0".repeat(Math.min(-point, places)) + digits;
  return `${whole}.${fraction.slice(0, places).padEnd(places, "0")}`;
}

function exponential({ digits, point }: Decimal, precision: number, letter: string): string {
  const places = precision < 0 ? Math.max(digits.length - 1, 0) : precision;
  const exponent = digits === "" ? 0 : point - 1;
  const mantissa = digits.charAt(0) || "0";
  const fraction = places > 0 ? `.${digits.slice(1, places + 1).padEnd(places, "0")}` : "";
  return mantissa + fraction + letter + signedExponent(exponent, 2);
}

function general(magnitude: number, requested: number, letter: string): string {
  const isShortest = requested < 0;
  const precision = requested === 0 ? 1 : requested;
  const decimal = digitsFor(magnitude, precision, isShortest);
  const count = decimal.digits.length;
  let threshold = precision;
  if (threshold > count && count >= decimal.point) threshold = count;
  if (isShortest) threshold = 6;
  const exponent = decimal.point - 1;
  if (exponent < -4 || exponent >= threshold) {
    return exponential(decimal, (isShortest || precision > count ? count : precision) - 1, letter);
  }
  return fixedText(decimal, Math.max(count - decimal.point, 0));
}

function signedExponent(exponent: number, digits: number): string {
  return (exponent < 0 ? "-" : "+") + String(Math.abs(exponent)).padStart(digits, "0");
}

function binaryExponent(magnitude: number): string {
  const { mantissa, exponent } = splitFloat(magnitude);
  return `${mantissa}p${exponent < 0 ? "" : "+"}${exponent}`;
}

function hexadecimalFloat(magnitude: number, precision: number, format: string): string {
  let { mantissa, exponent } = splitFloat(magnitude);
  if (mantissa === 0n) exponent = 0;
  else {
    // One bit before the point and 60 after it, so that hexadecimal digits line up.
    const shift = 61 - mantissa.toString(2).length;
    mantissa <<= BigInt(shift);
    exponent += 60 - shift;
  }
  if (precision >= 0 && precision < 15) {
    ({ mantissa, exponent } = roundHexadecimal(mantissa, exponent, BigInt(precision * 4)));
  }
  const all = (mantissa & ((1n << 60n) - 1n)).toString(16).padStart(15, "0");
  const fraction = precision < 0 ? all.replace(/0+$/, "") : all.slice(0, precision).padEnd(precision, "0");
  const text = `0x${mantissa >> 60n}${fraction && `.${fraction}`}p${signedExponent(exponent, 2)}`;
  return format === "X" ? text.toUpperCase() : text;
}

function roundHexadecimal(
  mantissa: bigint,
  exponent: number,
  bits: bigint,
): { mantissa: bigint; exponent: number } {
  const dropped = 60n - bits;
  const rest = mantissa & ((1n << dropped) - 1n);
  const half = 1n << (dropped - 1n);
  let kept = mantissa >> dropped;
  if (rest > half || (rest === half && (kept & 1n) === 1n)) kept++;
  const rounded = kept << dropped;
  return rounded >> 61n === 1n
    ? { mantissa: rounded >> 1n, exponent: exponent + 1 }
    : { mantissa: rounded, exponent };
}

/** The `#` flag: always a decimal point, and for `%g` the trailing zeros up to the precision. */
function keepZeros(text: string, verb: string, precision: number): string {
  let missing = "vgGx".includes(verb) ? (precision < 0 ? 6 : precision) : 0;
  const isHexadecimal = verb === "x" || verb === "X";
  const tailStart = text.search(isHexadecimal ? /[pP]/ : /[eE]/);
  const number = tailStart < 0 ? text : text.slice(0, tailStart);
  const tail = tailStart < 0 ? "" : text.slice(tailStart);
  let hasSeenDigit = false;
  for (const character of number.slice(1)) {
    if (character === ".") continue;
    if (character !== "0") hasSeenDigit = true;
    if (hasSeenDigit) missing--;
  }
  if (number.includes(".")) return number + "0".repeat(Math.max(missing, 0)) + tail;
  if (number.length === 2 && number.endsWith("0")) missing--;
  return `${number}.${"0".repeat(Math.max(missing, 0))}${tail}`;
}
