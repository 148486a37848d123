import type { GoType, Method, Value } from "../values/model.ts";
import { stringType } from "../values/types.ts";
import { integerOf } from "../values/values.ts";

export const monthNames: readonly string[] = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** From Sunday, as Go counts. */
export const weekdayNames: readonly string[] = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
];

function named(name: string, names: readonly string[], first: bigint): GoType {
  const text = (value: Value): string => {
    const number = integerOf(value) ?? 0n;
    return names[Number(number - first)] ?? `%!${name.slice("time.".length)}(${number})`;
  };
  const string: Method = { params: [], result: stringType, call: text };
  return { kind: "int", name, text, methods: new Map([["String", string]]) };
}

/** time.Month: 1 is January. */
export const monthType = named("time.Month", monthNames, 1n);
/** time.Weekday: 0 is Sunday. */
export const weekdayType = named("time.Weekday", weekdayNames, 0n);
