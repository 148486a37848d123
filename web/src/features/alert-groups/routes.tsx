import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../../api/routes.ts";
import { readSearch } from "./filter.ts";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/alert-groups",
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import("./group-list-page.tsx"), "GroupListPage"),
});

const groupRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/alert-groups/$id",
  component: lazyRouteComponent(() => import("./group-page.tsx"), "GroupPage"),
});

export const alertGroupRoutes = [listRoute, groupRoute] as const;
