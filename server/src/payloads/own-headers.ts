import { judgeHeaders } from "../platform/http-client/index.ts";

/** Why these headers cannot be sent; undefined when they can. */
export function headerMistake(headers: Readonly<Record<string, string>>): string | undefined {
  const verdict = judgeHeaders(headers);
  return verdict.verdict === "allowed" ? undefined : verdict.reason;
}
