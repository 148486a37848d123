import { createRoute, createRouter, redirect } from "@tanstack/react-router";
import { basePath } from "../api/client.ts";
import { createQueryClient } from "../api/query-client.ts";
import { rootRoute, signedInRoute } from "../api/routes.ts";
import { alertGroupRoutes } from "../features/alert-groups/routes.tsx";
import { leadsToFirstSteps } from "../features/first-steps/api/get-first-steps.ts";
import { firstStepsRoutes } from "../features/first-steps/routes.tsx";
import { incidentRoutes } from "../features/incidents/routes.tsx";
import { integrationRoutes } from "../features/integrations/routes.tsx";
import { settingsRoutes } from "../features/settings/routes.tsx";
import { signInRoute } from "../features/sign-in/routes.tsx";
import { webhookRoutes } from "../features/webhooks/routes.tsx";
import { NotFound } from "./not-found.tsx";
import { Problem } from "./problem.tsx";
import { SignedIn } from "./signed-in.tsx";

export const queryClient = createQueryClient();

const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/",
  beforeLoad: async ({ context }) => {
    const isNew = await leadsToFirstSteps(context.queryClient);
    throw redirect({ to: isNew ? "/first-steps" : "/alert-groups", replace: true });
  },
});

signedInRoute.update({ component: SignedIn, notFoundComponent: NotFound });

const routeTree = rootRoute.addChildren([
  signInRoute,
  signedInRoute.addChildren([
    homeRoute,
    ...alertGroupRoutes,
    ...incidentRoutes,
    ...integrationRoutes,
    ...webhookRoutes,
    ...settingsRoutes,
    ...firstStepsRoutes,
  ]),
]);

export const router = createRouter({
  routeTree,
  basepath: basePath,
  context: { queryClient },
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: Problem,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
