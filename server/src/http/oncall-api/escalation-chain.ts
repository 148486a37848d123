import { reference } from "./fields.ts";
import { badField } from "./refusals.ts";

/** Reads the id of a chain; missing, null and "" all mean none, since the Go client leaves empty ids out. */
export const escalationChainReference = reference;

/** There are no escalation chains yet, so any id is unknown. */
export function requireNoChain(id: string | null | undefined): void {
  if (id !== null && id !== undefined) throw badField("escalation_chain_id", "Object does not exist");
}
