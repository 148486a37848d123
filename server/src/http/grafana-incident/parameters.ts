import type { Value } from "@tocsin/jinja";
import {
  cleanLabels,
  cleanRoomPrefix,
  cleanSeverity,
  cleanTitle,
  type IncidentSettings,
  pendingSeverity,
} from "../../core/incidents/index.ts";
import { lookUp, parsePath, textOf } from "./json-path.ts";

/** The body as `json(…)` sees it, or why it cannot be looked into. */
export type LookedInto = { kind: "json"; value: Value } | { kind: "none"; reason: string };

export interface ReadParameters {
  settings: IncidentSettings;
  /** A link to the incident's context. */
  link: { url: string; caption: string } | null;
  /** What could not be read, and was replaced by a default: for the sender. */
  problems: string[];
}

const lookup = /^\s*json\((.*)\)\s*$/s;

/**
 * Reads the parameters of Grafana Incident's incoming webhook. Each is taken as it is, or is looked up in the body when
 * it is `json(path)`. What is absent, empty or cannot be found has its default, so that the incident is declared
 * whatever the sender got wrong.
 */
export function readParameters(
  query: URLSearchParams,
  body: LookedInto,
  defaultTitle: string,
): ReadParameters {
  const reader = createReader(query, body);
  const url = reader.text("url");
  const settings: IncidentSettings = {
    title: cleanTitle(reader.text("title") ?? "") ?? defaultTitle,
    severity: cleanSeverity(reader.text("severity") ?? "") ?? pendingSeverity,
    status: readStatus(reader),
    isDrill: readDrill(reader),
    labels: cleanLabels(reader.list("labels")),
    roomPrefix: cleanRoomPrefix(reader.text("roomprefix") ?? "") ?? null,
  };
  const link = readLink(reader, url);
  return { settings, link, problems: reader.problems };
}

interface Reader {
  /** The first value that is not empty. */
  text(name: string): string | undefined;
  /** All values, split at commas. */
  list(name: string): string[];
  problems: string[];
}

function createReader(query: URLSearchParams, body: LookedInto): Reader {
  const problems: string[] = [];
  const find = (name: string, source: string): Value | undefined => {
    const path = lookup.exec(source)?.[1];
    if (path === undefined) return source;
    const found = findInBody(body, path);
    if (found.kind === "found") return found.value;
    problems.push(`${name}: ${source.trim()}: ${found.reason}`);
    return undefined;
  };
  const single = (name: string, source: string): string | undefined => {
    const value = find(name, source);
    if (value === undefined) return undefined;
    const text = textOf(value);
    if (text === undefined) problems.push(`${name}: ${source.trim()}: this is not a single value`);
    return text;
  };
  return {
    problems,
    text(name) {
      const source = query.getAll(name).find((text) => text.trim() !== "");
      return source === undefined ? undefined : single(name, source);
    },
    list(name) {
      const sources = query.getAll(name).flatMap(splitAtCommas);
      return sources.flatMap((source) => {
        const value = find(name, source);
        const texts = value === undefined ? [] : textsOf(value);
        if (!texts) problems.push(`${name}: ${source.trim()}: this is neither a list of texts nor a text`);
        return texts ?? [];
      });
    },
  };
}

/** The single values of a list, or a text that may name several between commas; undefined for anything else. */
function textsOf(value: Value): string[] | undefined {
  if (!Array.isArray(value)) return textOf(value)?.split(",");
  const texts = value.map(textOf).filter((text) => text !== undefined);
  return texts.length === value.length ? texts : undefined;
}

type InBody = { kind: "found"; value: Value } | { kind: "missing"; reason: string };

function findInBody(body: LookedInto, source: string): InBody {
  if (body.kind === "none") return { kind: "missing", reason: body.reason };
  const path = parsePath(source);
  if (!path) return { kind: "missing", reason: "this is not a path" };
  const value = lookUp(body.value, path);
  return value === undefined || value === null
    ? { kind: "missing", reason: "the body has nothing there" }
    : { kind: "found", value };
}

const lookupBetweenCommas = /\s*json\((?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^)"'])*\)\s*(?=,|$)/sy;
const textBetweenCommas = /[^,]*/y;

/** Commas inside `json(…)` belong to the path. */
function splitAtCommas(text: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at <= text.length; at += 1) {
    lookupBetweenCommas.lastIndex = at;
    textBetweenCommas.lastIndex = at;
    const part = (lookupBetweenCommas.exec(text) ?? textBetweenCommas.exec(text))?.[0] ?? "";
    parts.push(part);
    at += part.length;
  }
  return parts;
}

const yes = new Set(["true", "1", "t", "yes", "y", "on"]);
const no = new Set(["false", "0", "f", "no", "n", "off"]);

/** An unreadable one is no drill: better an exercise that is taken seriously than the reverse. */
function readDrill(reader: Reader): boolean {
  const text = reader.text("drill");
  if (text === undefined) return false;
  const word = text.trim().toLowerCase();
  if (!yes.has(word) && !no.has(word)) reader.problems.push("drill: this is neither true nor false");
  return yes.has(word);
}

function readStatus(reader: Reader): IncidentSettings["status"] {
  const word = reader.text("status")?.trim().toLowerCase();
  if (word === undefined || word === "active" || word === "resolved") return word ?? "active";
  reader.problems.push("status: this is neither active nor resolved");
  return "active";
}

const maxLinkLength = 2000;
const maxCaptionLength = 500;

function readLink(reader: Reader, text: string | undefined): ReadParameters["link"] {
  const url = text?.trim();
  if (url === undefined) return null;
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url) || url.length > maxLinkLength) {
    reader.problems.push("url: this is not an address that starts with http:// or https://");
    return null;
  }
  return { url, caption: (reader.text("caption") ?? "").trim().slice(0, maxCaptionLength) };
}
