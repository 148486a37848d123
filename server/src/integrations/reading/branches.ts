import type { ListOption } from "../../core/integrations/options.ts";
import type { ReceivedRequest } from "../../core/integrations/registry.ts";
import { listIn } from "./options.ts";

/** Which branches people want to hear of; the same for every tool that builds branches. */
export const branchesOption: ListOption = {
  kind: "list",
  name: "branches",
  parameter: "branches",
  default: [],
  help: "Only these branches open and resolve alert groups, with `*` for any text. Empty: all of them.",
};

/** Whether alerts about this branch are wanted; when people named none, `fallback` decides. */
export function isBranchWanted(
  request: ReceivedRequest,
  branch: string | undefined,
  fallback: boolean,
): boolean {
  const patterns = listIn(request, branchesOption);
  if (patterns.length === 0) return fallback;
  return patterns.some((pattern) => matchesPattern(pattern, branch ?? ""));
}

/** In time linear in the text for each part of the pattern, whoever wrote it. */
function matchesPattern(pattern: string, text: string): boolean {
  const parts = pattern.split("*");
  const [first = ""] = parts;
  const last = parts.at(-1) ?? "";
  if (parts.length === 1) return text === pattern;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}
