import { whyStale } from "../../web/tools/stale.ts";

/**
 * The server serves what was built last; a journey through an older console would prove nothing.
 * @throws Error that says how to build it
 */
export function requireFreshConsole(): void {
  const reason = whyStale();
  if (reason !== undefined) throw new Error(`${reason} Run: npm run build:console`);
}
