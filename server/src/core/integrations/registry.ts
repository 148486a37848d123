import type { Value } from "@tocsin/jinja";
import type { SlotName } from "../templates/slots.ts";

/** One alert inside a request: its payload as templates see it, and the JSON text that is stored. */
export interface AlertPayload {
  value: Value;
  text: string;
}

/** What a monitoring tool sends and what it means: data and pure functions, no I/O. One file per tool. */
export interface IntegrationModule {
  /** Part of the URL, and OnCall's name of the type. */
  slug: string;
  title: string;
  /** Template texts; a slot that is absent has no default. */
  templates: Partial<Record<SlotName, string>>;
  /** Why this body cannot be from this tool, in words for its sender; undefined when it can. */
  refuse?(body: Value): string | undefined;
  /** The alerts in one request, in order. */
  alerts(body: AlertPayload): AlertPayload[];
  /** A payload as the tool sends it, for the demo alert and the documentation. */
  example: object;
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
