import { type Change, useChange } from "../../components/use-change.ts";

/** A change after which everything that is shown of the settings is fetched again. */
export function useSettingsChange<Input, Result>(change: Change<Input, Result>) {
  return useChange(["settings"], change);
}
