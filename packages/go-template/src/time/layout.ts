import type { Clock } from "./clock.ts";
import { monthNames, weekdayNames } from "./names.ts";

/** Longest first where one is the start of another: Go's reference time, piece by piece. */
const pieces =
  /January|Jan|Monday|Mon|MST|01|02|03|04|05|06|002|2006|__2|_2006|_2|-07:00:00|-070000|-07:00|-0700|-07|Z07:00:00|Z070000|Z07:00|Z0700|Z07|PM|pm|15|[.,](?:0+|9+)(?!\d)|1|2|3|4|5/g;

/** Go's `Time.Format` with its reference layout (`Mon Jan 2 15:04:05 MST 2006`). */
export function formatClock(clock: Clock, layout: string): string {
  let text = "";
  let from = 0;
  for (const match of findPieces(layout)) {
    text += layout.slice(from, match.index) + formatPiece(clock, match.piece);
    from = match.index + match.piece.length;
  }
  return text + layout.slice(from);
}

interface Piece {
  readonly piece: string;
  readonly index: number;
}

function findPieces(layout: string): Piece[] {
  const found: Piece[] = [];
  pieces.lastIndex = 0;
  for (let match = pieces.exec(layout); match; match = pieces.exec(layout)) {
    const piece = accepted(layout, match[0], match.index);
    if (piece === "") pieces.lastIndex = match.index + 1;
    else {
      found.push({ piece, index: match.index });
      pieces.lastIndex = match.index + piece.length;
    }
  }
  return found;
}

/** Go's exceptions: a short name followed by a small letter is text, `_2006` is text and a year. */
function accepted(layout: string, piece: string, index: number): string {
  const next = layout.charAt(index + piece.length);
  if ((piece === "Jan" || piece === "Mon") && /[a-z]/.test(next)) return "";
  if (piece === "_2006") return "";
  return piece;
}

function formatPiece(clock: Clock, piece: string): string {
  const first = piece.charAt(0);
  if (first === "." || first === ",") return formatFraction(clock.nanosecond, piece);
  if ((first === "-" || first === "Z") && piece.length > 1) return formatOffset(clock.offset, piece);
  return formatNamed(clock, piece);
}

function formatNamed(clock: Clock, piece: string): string {
  const twelve = clock.hour % 12 === 0 ? 12 : clock.hour % 12;
  switch (piece) {
    case "January":
      return monthNames[clock.month - 1] ?? "";
    case "Jan":
      return (monthNames[clock.month - 1] ?? "").slice(0, 3);
    case "Monday":
      return weekdayNames[clock.weekday] ?? "";
    case "Mon":
      return (weekdayNames[clock.weekday] ?? "").slice(0, 3);
    case "MST":
      return clock.abbreviation || formatOffset(clock.offset, "-0700");
    case "PM":
      return clock.hour >= 12 ? "PM" : "AM";
    case "pm":
      return clock.hour >= 12 ? "pm" : "am";
    case "2006":
      return digits(clock.year, 4);
    case "06":
      return digits(Math.abs(clock.year) % 100, 2);
    case "002":
      return digits(clock.yearDay, 3);
    case "__2":
      return String(clock.yearDay).padStart(3, " ");
    case "_2":
      return String(clock.day).padStart(2, " ");
    case "15":
      return digits(clock.hour, 2);
    default: {
      const values = [0, clock.month, clock.day, twelve, clock.minute, clock.second];
      return digits(values[Number(piece)] ?? 0, piece.length);
    }
  }
}

function formatFraction(nanoseconds: number, piece: string): string {
  const all = digits(nanoseconds, 9);
  const shown = all.slice(0, piece.length - 1);
  if (piece.charAt(1) === "0") return piece.charAt(0) + shown;
  const trimmed = shown.replace(/0+$/, "");
  return trimmed === "" ? "" : piece.charAt(0) + trimmed;
}

function formatOffset(offset: number, piece: string): string {
  if (piece.startsWith("Z") && offset === 0) return "Z";
  const size = Math.abs(offset);
  const parts = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60].map((part) =>
    digits(part, 2),
  );
  const count = piece.replaceAll(":", "").length >> 1;
  const shown = parts.slice(0, count).join(piece.includes(":") ? ":" : "");
  return (offset < 0 ? "-" : "+") + shown;
}

function digits(value: number, width: number): string {
  const text = String(Math.abs(value)).padStart(width, "0");
  return value < 0 ? `-${text}` : text;
}
