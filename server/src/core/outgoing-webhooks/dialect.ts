import type { Dict } from "@tocsin/jinja";
import type { GroupEventRecord, IncidentEventRecord } from "./model.ts";

/** What a message of OnCall's form can tell of. */
export type ToldEvent = GroupEventRecord | IncidentEventRecord;

/** What a message tells, before any template: the event and the answers that other webhooks got for its group. */
export interface Telling {
  event: ToldEvent;
  /** Text by public id of the webhook, the latest each. */
  responses: ReadonlyMap<string, string>;
}

/** One form of outgoing message. `app.ts` hands the dialects in. */
export interface Dialect {
  /** The whole event: the body with `forward_all`, and the variables of every template. */
  describe(telling: Telling): Dict;
}
