import { type Change, useChange } from "../../components/use-change.ts";

/** A change after which everything that is shown of integrations is fetched again. */
export function useIntegrationChange<Input, Result>(change: Change<Input, Result>) {
  return useChange(["integrations"], change);
}
