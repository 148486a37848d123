import type { ClaimedDelivery } from "./delivery-store.ts";

/** Deliveries that are claimed and wait for their moment to start. */
export class PlannedStarts {
  readonly #timers = new Map<ClaimedDelivery, NodeJS.Timeout>();

  plan(delivery: ClaimedDelivery, start: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(delivery);
      start();
    }, delivery.startInMs);
    this.#timers.set(delivery, timer);
  }

  /** @returns those that will not start */
  cancel(): ClaimedDelivery[] {
    const unstarted = [...this.#timers.keys()];
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    return unstarted;
  }
}
