import { type Change, useChange } from "../../components/use-change.ts";

/** A change after which everything that is shown of incidents is fetched again. */
export function useIncidentChange<Input, Result>(change: Change<Input, Result>) {
  return useChange(["incidents"], change);
}
