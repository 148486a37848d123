import { expect, test } from "vitest";
import { formatDuration, formatExact, formatRelative } from "./time.ts";

const now = new Date("2026-05-01T12:00:00Z");
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);

test("times are told by their largest whole unit", () => {
  expect([-5, -61, -7300, -90_000, 40, 3700].map((s) => formatRelative(after(s), now))).toEqual([
    "just now",
    "1 min ago",
    "2 h ago",
    "1 d ago",
    "in 40 s",
    "in 1 h",
  ]);
});

test("the exact time names its zone", () => {
  expect(formatExact(now, "Europe/Paris")).toMatch(/GMT\+2|CEST/);
});

test("durations have at most two units", () => {
  expect([5, 65, 3600, 3900, 90_061].map(formatDuration)).toEqual([
    "5 s",
    "1 min",
    "1 h",
    "1 h 5 min",
    "1 d 1 h",
  ]);
});
