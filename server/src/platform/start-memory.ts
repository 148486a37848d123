import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

type CollectGarbage = (options: { type: "major"; execution: "sync"; flavor: "last-resort" }) => void;

/** Long enough after the start for the first requests to be through. */
const delayMs = 2_000;

/**
 * Gives memory back that only the start needed, once: sources, schemas and their compilation leave a third of the heap
 * empty, which V8 would keep for as long as there is little to do. Takes about 100 ms.
 */
export function giveBackStartMemory(): void {
  setTimeout(() => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as CollectGarbage;
    setFlagsFromString("--no-expose-gc");
    collect({ type: "major", execution: "sync", flavor: "last-resort" });
  }, delayMs).unref();
}
