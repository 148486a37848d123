import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../../api/routes.ts";
import { readIncidentSearch } from "./incident-search.ts";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/incidents",
  validateSearch: readIncidentSearch,
  component: lazyRouteComponent(() => import("./incident-list-page.tsx"), "IncidentListPage"),
});

const incidentRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/incidents/$id",
  component: lazyRouteComponent(() => import("./incident-page.tsx"), "IncidentPage"),
});

export const incidentRoutes = [listRoute, incidentRoute] as const;
