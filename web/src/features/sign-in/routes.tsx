import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../api/routes.ts";

export interface SignInSearch {
  /** Secret of a sign-in link. */
  token?: string;
  /** Where to go afterwards, a path of this console. */
  next?: string;
}

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: ({ token, next }: Record<string, unknown>): SignInSearch => ({
    ...(token === undefined || token === null ? {} : { token: String(token) }),
    ...(typeof next === "string" && isOwnPath(next) ? { next } : {}),
  }),
  component: lazyRouteComponent(() => import("./sign-in-page.tsx"), "SignInPage"),
});

/** A foreign address must not be reachable through ours. */
function isOwnPath(next: string): boolean {
  return /^\/(?![/\\])/.test(next);
}
