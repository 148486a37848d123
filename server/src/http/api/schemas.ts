import { z } from "zod";
import { roles } from "../../core/people/index.ts";

/** A moment in UTC: `2026-01-31T10:00:00Z`, with up to six fractional digits. */
export const instant = z.string().meta({ format: "date-time", examples: ["2026-01-31T10:00:00Z"] });

export const publicId = z
  .string()
  .min(1)
  .max(40)
  .meta({ examples: ["I5WE7Y3K9QHZB"] });

export const idParams = z.object({ id: publicId });

export const role = z.enum(roles);

export const groupStatus = z.enum(["firing", "acknowledged", "silenced", "resolved"]);

const maxPageSize = 200;
const standardPageSize = 50;

/** Where a page begins and how long it is. */
export const pageQuery = z.object({
  cursor: z.string().max(200).optional().describe("`next_cursor` of the page before."),
  limit: z.coerce.number().int().min(1).max(maxPageSize).default(standardPageSize),
});

/** One page of a list, newest first. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    next_cursor: z.string().nullable().describe("Null on the last page."),
  });
}

export const errorBody = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      field: z.string().optional().describe("The field or parameter to blame, where one is."),
      line: z.int().optional().describe("Where in the text of the field the mistake is, from 1."),
      column: z.int().optional(),
      hint: z.string().optional().describe("How to mend it; may be empty."),
    }),
  })
  .meta({ id: "Error" });

/** Answers every route may give besides its own. */
export const failures = {
  "4xx": errorBody.describe("The request cannot be done."),
  "5xx": errorBody.describe("The server cannot do it now."),
} as const;

export const nothing = z.null().describe("Done.");
