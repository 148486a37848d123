import { setTimeout as pause } from "node:timers/promises";
import { type ApiClient, textField } from "../support/api-client.ts";
import type { Random } from "./random.ts";

/** Somebody on call who takes firing alert groups through the API, one after another. */
export interface Responder {
  /** Public ids of the groups for which the server said that they are acknowledged. */
  readonly acknowledged: ReadonlySet<string>;
  stop(): Promise<void>;
}

const longestPauseMs = 200;

export function startResponder(api: ApiClient, random: Random): Responder {
  const acknowledged = new Set<string>();
  let isStopped = false;

  async function work(): Promise<void> {
    while (!isStopped) {
      await acknowledgeOne().catch(() => {});
      await pause(random.below(longestPauseMs));
    }
  }

  /** Refusals and broken connections are part of the game: somebody else was faster, or the server is away. */
  async function acknowledgeOne(): Promise<void> {
    const page = await api.call("GET", "/alert_groups/?state=new");
    const results: unknown = typeof page === "object" && page !== null ? Reflect.get(page, "results") : [];
    if (!Array.isArray(results) || results.length === 0) return;
    const id = textField(results[random.below(results.length)], "id");
    await api.call("POST", `/alert_groups/${id}/acknowledge/`);
    acknowledged.add(id);
  }

  const working = work();
  return {
    acknowledged,
    async stop() {
      isStopped = true;
      await working;
    },
  };
}
