import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../../api/routes.ts";

const firstStepsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/first-steps",
  component: lazyRouteComponent(() => import("./first-steps-page.tsx"), "FirstStepsPage"),
});

export const firstStepsRoutes = [firstStepsRoute] as const;
