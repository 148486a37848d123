import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "./random.ts";
import type { ServerUnderTest } from "./server-under-test.ts";

export const disruptionKinds = [
  "server killed",
  "database killed",
  "both killed",
  "killed again while starting",
  "server stopped",
] as const;
export type DisruptionKind = (typeof disruptionKinds)[number];

/** Times by this process's monotonic clock. */
export interface Disruption {
  kind: DisruptionKind;
  beganAtMs: number;
  /** When the server was ready again. */
  endedAtMs: number;
  /** What went wrong beyond what was meant to. */
  problem: string | undefined;
}

const readyWithinMs = 60_000;
const checkEveryMs = 50;

/** Does it, and resolves when the server is ready again. */
export async function disrupt(
  server: ServerUnderTest,
  kind: DisruptionKind,
  random: Random,
): Promise<Disruption> {
  const beganAtMs = performance.now();
  const problem = await disruptions[kind](server, random);
  return { kind, beganAtMs, endedAtMs: performance.now(), problem };
}

type Disrupt = (server: ServerUnderTest, random: Random) => Promise<string | undefined>;

const disruptions: Record<DisruptionKind, Disrupt> = {
  "server killed": async (server) => {
    await server.kill();
    await server.start();
    return undefined;
  },
  "database killed": async (server) => {
    await server.killDatabase();
    return waitUntilReady(server);
  },
  "both killed": async (server) => {
    await Promise.all([server.killDatabase(), server.kill()]);
    await server.start();
    return undefined;
  },
  "killed again while starting": async (server, random) => {
    await server.kill();
    await server.startInVain(50 + random.below(2_000));
    await server.start();
    return undefined;
  },
  "server stopped": async (server) => {
    const problem = await server.stop();
    await server.start();
    return problem;
  },
};

async function waitUntilReady(server: ServerUnderTest): Promise<string | undefined> {
  const giveUpAtMs = performance.now() + readyWithinMs;
  // The first answers may still be those of the database that is being killed.
  do {
    if (performance.now() > giveUpAtMs)
      return "the server did not become ready after its database was killed";
    await pause(checkEveryMs);
  } while (!(await server.isReady()));
  return undefined;
}
