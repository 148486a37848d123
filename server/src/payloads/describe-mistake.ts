import type { z } from "zod";

/** The first mistake of a settings object, with its place. */
export function describeMistake(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return "The settings are not valid.";
  const place = issue.path.map(String).join(".");
  return place === "" ? issue.message : `${place}: ${issue.message}`;
}
