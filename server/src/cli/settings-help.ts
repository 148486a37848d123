import { settings } from "../config.ts";

/** Every setting with its default and explanation, as text for the help. */
export function listSettings(): string {
  return Object.entries(settings)
    .map(([name, { fallback, explanation }]) => {
      const shown = fallback === undefined || fallback === "" ? "" : ` (default: ${fallback})`;
      return `  ${name}${shown}\n      ${explanation}`;
    })
    .join("\n");
}
