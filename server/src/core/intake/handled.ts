import type { IntakeId } from "../../platform/ids.ts";

/** What became of a request whose sender waits for it. */
export interface Handled {
  groupPublicIds: string[];
}

export interface HandledRequests {
  /** Called with the payload of every `tocsin_handled` notification. */
  onNotification(payload: string): void;
  /** Resolves with undefined when nothing is known in time. */
  waitFor(id: IntakeId, timeoutMs: number): Promise<Handled | undefined>;
}

const remembered = 1000;

export function createHandledRequests(): HandledRequests {
  const known = new Map<IntakeId, Handled>();
  const waiting = new Map<IntakeId, (handled: Handled) => void>();
  return {
    onNotification(payload) {
      const { id, groups } = JSON.parse(payload) as { id: IntakeId; groups: string[] };
      const handled = { groupPublicIds: groups };
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
