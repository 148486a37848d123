import type { FieldMapping } from "../api/field-mapping.ts";

export const mappedFields = [
  { field: "title", label: "Title" },
  { field: "message", label: "Message" },
  { field: "severity", label: "Severity" },
  { field: "status", label: "State" },
  { field: "key", label: "Key" },
  { field: "source", label: "Source" },
  { field: "link", label: "Link" },
  { field: "image", label: "Image" },
] as const;
export type MappedField = (typeof mappedFields)[number]["field"];

export const severities = ["critical", "error", "warning", "info"] as const;
export const statusMeanings = ["firing", "acknowledged", "resolved", "note", "ignored"] as const;

/** A word of the sender and what it means. `id` tells rows apart while they are written. */
export interface Word<Meaning extends string> {
  id: number;
  word: string;
  meaning: Meaning;
}

type Severity = (typeof severities)[number];
type StatusMeaning = (typeof statusMeanings)[number];

/** What the form holds. */
export interface MappingDraft {
  items: string;
  paths: Record<MappedField, string[]>;
  severityWords: Word<Severity>[];
  statusWords: Word<StatusMeaning>[];
}

export function draftOf(mapping: FieldMapping | null): MappingDraft {
  const paths = mappedFields.map(({ field }) => [field, mapping?.[field] ?? []]);
  return {
    items: mapping?.items ?? "",
    paths: Object.fromEntries(paths),
    severityWords: toWords(mapping?.severity_values),
    statusWords: toWords(mapping?.status_values),
  };
}

/** The draft in the API's words; what is empty is left out. */
export function toMapping({ items, paths, severityWords, statusWords }: MappingDraft): FieldMapping {
  const given = Object.entries(paths).filter(([, list]) => list.length > 0);
  const severityValues = toValues(severityWords);
  const statusValues = toValues(statusWords);
  return {
    ...(items.trim() === "" ? {} : { items: items.trim() }),
    ...Object.fromEntries(given),
    ...(severityValues ? { severity_values: severityValues } : {}),
    ...(statusValues ? { status_values: statusValues } : {}),
  };
}

function toWords<Meaning extends string>(values: Record<string, Meaning> | undefined): Word<Meaning>[] {
  return Object.entries(values ?? {}).map(([word, meaning], id) => ({ id, word, meaning }));
}

function toValues<Meaning extends string>(
  words: readonly Word<Meaning>[],
): Record<string, Meaning> | undefined {
  const written = words.filter(({ word }) => word.trim() !== "");
  if (written.length === 0) return undefined;
  return Object.fromEntries(written.map(({ word, meaning }) => [word.trim(), meaning])) as Record<
    string,
    Meaning
  >;
}
