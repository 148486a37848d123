import type { IntegrationExample, IntegrationModule } from "../../src/core/integrations/registry.ts";

/** The body as data; a form as the object it means, other text as itself. */
export function jsonOf({ body, contentType = "" }: IntegrationExample): unknown {
  if (typeof body !== "string") return body;
  if (body === "") return {};
  if (contentType.includes("form-urlencoded")) return Object.fromEntries(new URLSearchParams(body));
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** A mutated body as the tool would spell it. */
export function spelled({ contentType = "" }: IntegrationExample, body: unknown): string {
  if (!contentType.includes("form-urlencoded")) return JSON.stringify(body);
  const fields = Object.entries(Object(body)).map(([name, value]): [string, string] => [name, String(value)]);
  return new URLSearchParams(fields).toString();
}

/** Do the templates show what the module read from the payload? */
export function readsFacts(module: IntegrationModule): boolean {
  return module.templates["web.title"]?.includes("alert.") === true;
}
