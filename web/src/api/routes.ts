import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, redirect } from "@tanstack/react-router";
import { sessionQuery } from "./session.ts";

export interface RouterContext {
  queryClient: QueryClient;
}

/** Above every view. Its component is set where the application is put together. */
export const rootRoute = createRootRouteWithContext<RouterContext>()();

/** Above every view that needs a session; whoever has none is led to the sign-in and back. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "signed-in",
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: "/sign-in", search: { next: location.href }, replace: true });
  },
});
