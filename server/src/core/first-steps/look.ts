import type { Context } from "../context.ts";
import { type FirstSteps, type StepName, stepNames } from "./model.ts";
import * as store from "./store.ts";

/** Looks for steps that are not done yet, and notes what has happened meanwhile. One short read once all are done. */
export async function lookForFirstSteps({ db }: Pick<Context, "db">): Promise<FirstSteps> {
  const noted = await store.readNoted(db);
  const missing = new Set(stepNames.filter((name) => noted.done.every(({ step }) => step !== name)));
  if (missing.size === 0) return noted;
  const seen = (await findSightings(db, missing)).filter(({ step }) => missing.has(step));
  if (seen.length === 0) return noted;
  for (const sighting of seen) await store.noteStep(db, sighting);
  return store.readNoted(db);
}

async function findSightings(db: Context["db"], missing: ReadonlySet<StepName>): Promise<store.Sighting[]> {
  const seen: store.Sighting[] = [];
  if (missing.has("delivered") || missing.has("titled") || missing.has("routed")) {
    const groups = await store.findDeliveredGroups(db);
    const note = (step: StepName, group: (typeof groups)[number] | undefined) => {
      if (group) seen.push({ step, at: group.at, object: { kind: "alert group", publicId: group.publicId } });
    };
    note("delivered", groups[0]);
    note(
      "titled",
      groups.find(({ isTitled }) => isTitled),
    );
    note(
      "routed",
      groups.find(({ isRouted }) => isRouted),
    );
  }
  const webhook = missing.has("answered") ? await store.findAnsweredWebhook(db) : undefined;
  if (webhook) {
    seen.push({ step: "answered", at: webhook.at, object: { kind: "webhook", publicId: webhook.publicId } });
  }
  return seen;
}
