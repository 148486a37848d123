import type { Context } from "../context.ts";
import type { Integration } from "../integrations/index.ts";
import type { RouteKind } from "../routes/index.ts";
import { judgeRoute, type RouteVerdict, takesAlert } from "../routes/rules.ts";
import type { TemplateEngine } from "../templates/index.ts";
import { interpretAlert, judgeOf } from "./interpret.ts";
import { withoutRoutes } from "./model.ts";
import { type Trial, type TrialSubject, tryOnRequests } from "./trial.ts";
import type { TrialBudget } from "./trial-budget.ts";

/** A route that need not be stored. */
export interface DraftRoute {
  kind: RouteKind;
  expression: string;
}

export interface RoutedAlert {
  title: string;
  /** Which route takes it; null: the default one. */
  takenBy: number | null;
  /** Of each route in order, the default one left out, whether or not an earlier one takes the alert. */
  verdicts: RouteVerdict[];
}

const maxVerdicts = 20_000;

/** Judges routes on the last requests of an integration; nothing else comes of it. */
export function tryRoutes(
  ctx: Context,
  integration: Integration,
  routes: readonly DraftRoute[],
): Promise<Trial<RoutedAlert>> {
  return tryOnRequests(ctx, integration, {
    maxAlerts: Math.floor(maxVerdicts / Math.max(1, routes.length)),
    tryAlert: (subject, budget) => routeAlert(ctx.templates, routes, subject, budget),
  });
}

async function routeAlert(
  engine: TemplateEngine,
  drafts: readonly DraftRoute[],
  { plan, module, payload }: TrialSubject,
  budget: TrialBudget,
): Promise<RoutedAlert | undefined> {
  const { title } = interpretAlert(engine, module, withoutRoutes(plan), payload);
  const judge = judgeOf(engine, plan, payload);
  const verdicts: RouteVerdict[] = [];
  for (const draft of drafts) {
    if (!(await budget.goOn())) return undefined;
    verdicts.push(judgeRoute(draft, judge));
  }
  const takenBy = verdicts.findIndex(takesAlert);
  return { title, takenBy: takenBy < 0 ? null : takenBy, verdicts };
}
