import { setImmediate } from "node:timers/promises";

/** How long one trial may work, and how long without letting others have their turn. */
const workMs = 2_000;
const turnMs = 20;

/** Time for one trial of templates or expressions that somebody is still writing. */
export interface TrialBudget {
  /** Lets others have their turn when it is due. @returns false when the time is used up */
  goOn(): Promise<boolean>;
}

export function createTrialBudget(): TrialBudget {
  const begin = performance.now();
  let turn = begin;
  return {
    async goOn() {
      if (performance.now() - turn > turnMs) {
        await setImmediate();
        turn = performance.now();
      }
      return performance.now() - begin < workMs;
    },
  };
}
