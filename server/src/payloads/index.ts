import type { MessageMakers } from "../core/outgoing-webhooks/index.ts";
import { createGrafanaMaker } from "./grafana/index.ts";
import { createOpsknightMaker } from "./opsknight.ts";
import { createStandardMaker } from "./standard-webhooks.ts";

/** Every form of message besides OnCall's. `publicUrl`: base of links, without a slash at the end. */
export function createMessageMakers(publicUrl: string): MessageMakers {
  return {
    grafana: createGrafanaMaker(publicUrl),
    opsknight: createOpsknightMaker(),
    standard: createStandardMaker(publicUrl),
  };
}
