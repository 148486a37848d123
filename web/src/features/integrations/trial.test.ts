import { expect, test } from "vitest";
import { alertsIn, leftOutOf, type TriedRequest } from "./trial.ts";

const interpreted = (id: string | null, alerts: string[], more = 0): TriedRequest<string> => ({
  id,
  name: `Request ${id}`,
  received_at: null,
  result: "interpreted",
  alerts,
  more_alerts: more,
  note: null,
});
const tooLong: TriedRequest<string> = {
  id: "8",
  name: "Request 8",
  received_at: null,
  result: "not_tried",
  reason: "It is too long.",
};

test("each alert of a trial has a key of its own", () => {
  const alerts = alertsIn([interpreted("9", ["a", "b"]), tooLong, interpreted(null, ["c"])]);
  expect(alerts.map(({ key, alert }) => [key, alert])).toEqual([
    ["9.0", "a"],
    ["9.1", "b"],
    ["2.0", "c"],
  ]);
});

test("what is left out is told with its reason, and nothing is told when all is there", () => {
  expect(leftOutOf([interpreted("9", ["a"])])).toBeUndefined();
  expect(leftOutOf([tooLong, { ...tooLong, id: "7" }, interpreted("9", ["a"], 3)])).toBe(
    "Left out: 2 requests: It is too long. 3 further alerts in long requests.",
  );
});
