import { z } from "zod";
import { severities, signals } from "./facts.ts";

export const maxPathLength = 200;
export const maxPaths = 20;
export const maxValues = 100;
const maxValueLength = 200;

/** What a status can mean; `ignored` leaves the alert out. */
export const statusMeanings = [...signals, "ignored"] as const;

/** The fields of an alert that paths can be given for, in the order people think of them. */
export const mappedFields = [
  "title",
  "message",
  "severity",
  "status",
  "key",
  "source",
  "link",
  "image",
] as const;
export type MappedField = (typeof mappedFields)[number];

/** Keys and list positions with dots between them, for example `alert.labels.0.name`; `labels[0].name` is the same. */
const pathSchema = z
  .string()
  .trim()
  .max(maxPathLength, `A path has at most ${maxPathLength} characters.`)
  .transform((path) =>
    path
      .replace(/^\$\.?/, "")
      .replaceAll(/\[(\d{1,6})\]/g, ".$1")
      .replace(/^\./, ""),
  )
  .refine(
    (path) => path.split(".").every((segment) => segment.trim() !== ""),
    "A path is the names of fields with dots between them, for example `alert.labels.0.name`.",
  );
const pathsSchema = z.array(pathSchema).max(maxPaths, `At most ${maxPaths} paths.`);

function valuesSchema<Meaning extends z.ZodType>(meaning: Meaning) {
  const schema = z.record(z.string().trim().min(1).max(maxValueLength), meaning);
  return schema.refine((values) => Object.keys(values).length <= maxValues, `At most ${maxValues} values.`);
}

/**
 * How one sender's JSON maps to an alert, as a person configures it. Paths are looked at before the usual field names;
 * words are compared without regard to case before their usual meaning.
 */
export const fieldMappingSchema = z
  .strictObject({
    /** The list of alerts inside the body; without it the body is one alert, or a list of them. */
    items: pathSchema,
    title: pathsSchema,
    message: pathsSchema,
    severity: pathsSchema,
    status: pathsSchema,
    key: pathsSchema,
    source: pathsSchema,
    link: pathsSchema,
    image: pathsSchema,
    severityValues: valuesSchema(z.enum(severities)),
    statusValues: valuesSchema(z.enum(statusMeanings)),
  })
  .partial();

export type FieldMapping = z.output<typeof fieldMappingSchema>;
