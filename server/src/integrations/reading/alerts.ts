import { dumpJson, type Value } from "@tocsin/jinja";
import type { AlertFacts } from "../../core/integrations/facts.ts";
import type { AlertPayload, Interpretation, ReceivedBody } from "../../core/integrations/registry.ts";
import { boundedKey } from "./keys.ts";

const maxTitleLength = 500;
const maxLinkLength = 2000;

/** What a module found; what it leaves out is absent, not guessed. */
export interface FoundFacts {
  /** Title candidates in order of preference; the first that is there wins. */
  title: readonly (string | undefined)[];
  message?: string | undefined;
  severity: AlertFacts["severity"];
  key: string | undefined;
  signal: AlertFacts["signal"];
  source?: string | undefined;
  link?: string | undefined;
  image?: string | undefined;
}

/** Facts in their one shape: a title of one line and at most 500 characters, links only to the web. */
export function factsOf(found: FoundFacts, toolName: string): AlertFacts {
  const title = found.title.find((candidate) => candidate !== undefined && candidate.trim() !== "");
  const source = found.source ?? toolName;
  return {
    title: cutTo(maxTitleLength, oneLine(title ?? `Alert from ${source}`)),
    message: found.message ?? "",
    severity: found.severity,
    key: boundedKey(found.key) ?? null,
    signal: found.signal,
    source,
    link: webLink(found.link),
    image: webLink(found.image),
  };
}

/** The whole request as one alert, its text as received. */
export function wholeAlert(body: ReceivedBody, facts: AlertFacts): Interpretation {
  return { alerts: [{ value: body.value, text: body.text, facts }] };
}

/** A part of a request as an alert of its own. */
export function partAlert(value: Value, facts: AlertFacts): AlertPayload {
  return { value, text: dumpJson(value, { style: "compact" }), facts };
}

/** Nothing to put into a group, and why. */
export function leftOut(reason: string): Interpretation {
  return { alerts: [], ignored: reason };
}

/** Lines of a message; those without content are left out. */
export function lines(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join("\n");
}

/** `Name: value`, or nothing without a value. */
export function labelled(name: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `${name}: ${value}`;
}

function oneLine(text: string): string {
  return text.replace(/[\r\n\t]+/g, " ").trim();
}

/** Counts code points, so that no character is cut in two. */
function cutTo(length: number, text: string): string {
  if (text.length <= length) return text;
  const points = [...text];
  return points.length <= length ? text : `${points.slice(0, length - 1).join("")}…`;
}

function webLink(text: string | undefined): string | null {
  return text !== undefined && text.length <= maxLinkLength && /^https?:\/\/[^\s]+$/i.test(text)
    ? text
    : null;
}
