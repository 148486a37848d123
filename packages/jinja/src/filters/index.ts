import type { NativeFunction } from "../runtime.ts";
import { ALERT_FILTERS } from "./alerts.ts";
import { GENERAL_FILTERS } from "./general.ts";
import { HTML_FILTERS } from "./html.ts";
import { LIST_FILTERS } from "./lists.ts";
import { NUMBER_FILTERS } from "./numbers.ts";
import { SELECT_FILTERS } from "./select.ts";
import { TEXT_FILTERS } from "./text.ts";

/** All filters of Jinja 3.1 and the thirteen that alert templates add. */
export function builtinFilters(): ReadonlyMap<string, NativeFunction> {
  return new Map([
    ...GENERAL_FILTERS,
    ...TEXT_FILTERS,
    ...LIST_FILTERS,
    ...SELECT_FILTERS,
    ...NUMBER_FILTERS,
    ...HTML_FILTERS,
    ...ALERT_FILTERS,
  ]);
}
