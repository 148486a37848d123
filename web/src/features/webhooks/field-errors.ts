import { ApiError } from "../../api/client.ts";

/** What is wrong with a field of the API's, or with a part of it. */
export type FieldErrors = (field: string) => string | undefined;

/** Finds the place of what the server refused. */
export function fieldErrors(error: unknown): FieldErrors {
  const blamed = error instanceof ApiError ? error.field : undefined;
  return (field) =>
    error instanceof ApiError && (blamed === field || blamed?.startsWith(`${field}.`))
      ? error.message
      : undefined;
}
