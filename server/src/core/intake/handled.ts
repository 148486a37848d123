import { z } from "zod";
import type { IntakeId } from "../../platform/ids.ts";
import type { AlertOutcome, GroupedAlert } from "../alert-groups/index.ts";

/** What became of a request whose sender waits for it. */
export interface Handled {
  groupPublicIds: string[];
  /** In the order of the request; null for an alert that was left out. Of a long request the first few. */
  outcomes: (AlertOutcome | null)[];
  /** The group of each of these. */
  groups: (string | null)[];
}

export interface HandledRequests {
  /** Called with the payload of every `tocsin_handled` notification. */
  onNotification(payload: string): void;
  /** Resolves with undefined when nothing is known in time. */
  waitFor(id: IntakeId, timeoutMs: number): Promise<Handled | undefined>;
}

const remembered = 1000;

/** Keeps the message below the 8000 bytes that PostgreSQL allows a notification. */
const maxTold = 100;

const messageSchema = z.object({
  id: z.number().transform((id) => id as IntakeId),
  outcomes: z.array(z.enum(["triggered", "deduplicated", "acknowledged", "resolved", "noted"]).nullable()),
  groups: z.array(z.string().nullable()),
});

/** What all servers are told about a row when it has been handled. */
export function handledMessage(id: IntakeId, placed: readonly (GroupedAlert | null)[]): string {
  const told = placed.slice(0, maxTold);
  const outcomes = told.map((place) => place?.outcome ?? null);
  return JSON.stringify({ id, outcomes, groups: told.map((place) => place?.groupPublicId ?? null) });
}

export function createHandledRequests(): HandledRequests {
  const known = new Map<IntakeId, Handled>();
  const waiting = new Map<IntakeId, (handled: Handled) => void>();
  return {
    onNotification(payload) {
      const { id, outcomes, groups } = messageSchema.parse(JSON.parse(payload));
      const groupPublicIds = [...new Set(groups.filter((group) => group !== null))];
      const handled = { groupPublicIds, outcomes, groups };
      waiting.get(id)?.(handled);
      known.set(id, handled);
      if (known.size > remembered) known.delete(known.keys().next().value ?? id);
    },
    waitFor(id, timeoutMs) {
      const early = known.get(id);
      if (early) return Promise.resolve(early);
      return new Promise((resolve) => {
        const finish = (handled: Handled | undefined) => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(handled);
        };
        const timer = setTimeout(finish, timeoutMs, undefined);
        waiting.set(id, finish);
      });
    },
  };
}
