import type { Value } from "@tocsin/jinja";
import type { Instant } from "../../platform/instant.ts";
import type { SlotName } from "../templates/slots.ts";
import type { AlertFacts } from "./facts.ts";
import type { FieldMapping, MappedField } from "./field-mapping.ts";
import type { IntegrationOption, OptionValues } from "./options.ts";
import type { SignatureScheme } from "./signatures.ts";

/** A request body as templates see it, and its JSON text as received. */
export interface ReceivedBody {
  value: Value;
  text: string;
}

/** What an integration's people decided about how its requests are read. */
export interface ReadingSettings {
  /** Where the fields of an alert are. */
  mapping?: FieldMapping | undefined;
  /** Values of the module's options that differ from their defaults. */
  options?: OptionValues | undefined;
}

/** What a module may look at. Header names are lower case; only those the module names are kept. */
export interface ReceivedRequest extends ReadingSettings {
  body: ReceivedBody;
  headers: ReadonlyMap<string, string>;
  query: ReadonlyMap<string, string>;
}

/** One alert inside a request: its payload as templates see it, and the JSON text that is stored. */
export interface AlertPayload extends ReceivedBody {
  /** What the module read from the payload; the templates of most tools show nothing else. */
  facts?: AlertFacts;
}

/** The alerts in one request, in order, and why others (or all) were left out: tests, pings, events of no concern. */
export interface Interpretation {
  alerts: AlertPayload[];
  ignored?: string;
}

/** A request as the tool really sends it, for the documentation, the demo alert and the tests of every module. */
export interface IntegrationExample {
  name: string;
  /** What the request does to the groups that the examples before it have opened. */
  kind: "opening" | "repeated" | "acknowledging" | "resolving" | "test" | "ignored" | "hostile";
  /** An object is sent as JSON, a text as it is. */
  body: object | string;
  contentType?: string;
  headers?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  /** Options of the integration that it is sent to. */
  options?: OptionValues;
  /** Title of the group it opens or belongs to; for several alerts, of the first. */
  title?: string;
  severity?: AlertFacts["severity"];
}

/** A heartbeat that was missed, or is pinged again. */
export interface HeartbeatNotice {
  kind: "missed" | "restored";
  /** Public id of the heartbeat. */
  id: string;
  name: string;
  /** The one that came with the integration; others are told apart by id and name. */
  isAutomatic: boolean;
  message: string;
  at: Instant;
}

export type UsualFields = Readonly<Record<MappedField, readonly string[]>>;

/** The shelves on which people look for a tool, in this order. */
export const toolCategories = ["any", "metrics", "cloud", "uptime", "development", "paging"] as const;
export type ToolCategory = (typeof toolCategories)[number];

/** What a monitoring tool sends and what it means: data and pure functions, no I/O. One file per tool. */
export interface IntegrationModule {
  /** Part of the URL, and OnCall's name of the type. */
  slug: string;
  title: string;
  category: ToolCategory;
  /** How to make the tool send here: Markdown with the placeholders of `fill-connect.ts`, for example `{url}`. */
  connect: string;
  /** Template texts; a slot that is absent has no default. */
  templates: Partial<Record<SlotName, string>>;
  /** Names, in lower case, of the request headers that `interpret` reads. */
  headers?: readonly string[];
  /** Bodies of type text/plain are taken: JSON as such, anything else as one text. */
  acceptsText?: boolean;
  /** The tool may send everything in the query of a GET request. */
  acceptsGet?: boolean;
  /**
   * Names of fields that are looked at anyway. People may say where the fields of an alert are besides; `interpret` reads
   * their mapping.
   */
  mappable?: UsualFields;
  /** What people may decide for each integration of this type. */
  options?: readonly IntegrationOption[];
  /** The header, in lower case, with an id that a request keeps when it is sent again: such a request, with the same body, counts once. */
  deliveryIdHeader?: string;
  /** How the tool signs its requests; enforced as soon as the integration has a secret. */
  signatures?: readonly SignatureScheme[];
  /**
   * Fields of the body, at any depth, that open doors. They are masked wherever a kept request is shown, and belong in no
   * alert: `withoutFields` takes them out.
   */
  secretFields?: readonly string[];
  /** Integrations of this type come with a heartbeat; its alerts have the shape of the tool's own. */
  heartbeatPayload?(notice: HeartbeatNotice): object;
  /** An acknowledge or resolve signal for which there is no open group is left out instead of opening one. */
  opensOnlyFiring?: boolean;
  /** Made by Tocsin itself or an older kind: people cannot choose it for a new integration. */
  isHidden?: boolean;
  /** Why this request cannot be from this tool, in words for its sender; undefined when it can. */
  refuse?(request: ReceivedRequest): string | undefined;
  interpret(request: ReceivedRequest): Interpretation;
  /** At least one opening, repeated, resolving, test-button and hostile request; the first opens a group. */
  examples: readonly [IntegrationExample, ...IntegrationExample[]];
  /** Kinds of requests that this tool never sends, and what people do instead, as a sentence. */
  neverSends?: Readonly<Partial<Record<"repeated" | "resolving" | "test", string>>>;
}

export interface IntegrationRegistry {
  find(slug: string): IntegrationModule | undefined;
  list(): readonly IntegrationModule[];
}

/** @throws Error when two modules share a slug: a mistake in the list, found at start */
export function createIntegrationRegistry(modules: readonly IntegrationModule[]): IntegrationRegistry {
  const bySlug = new Map(modules.map((module) => [module.slug, module]));
  if (bySlug.size !== modules.length) throw new Error("two integration modules have the same slug");
  return { find: (slug) => bySlug.get(slug), list: () => modules };
}
