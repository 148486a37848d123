import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { signedInRoute } from "../../api/routes.ts";
import { readAuditSearch } from "./audit-search.ts";

const settingsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/settings",
  component: lazyRouteComponent(() => import("./settings-layout.tsx"), "SettingsLayout"),
});

const indexRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/settings/profile", replace: true });
  },
});

const profileRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/profile",
  component: lazyRouteComponent(() => import("./profile-page.tsx"), "ProfilePage"),
});

const usersRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/users",
  component: lazyRouteComponent(() => import("./users-page.tsx"), "UsersPage"),
});

const teamsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/teams",
  component: lazyRouteComponent(() => import("./teams-page.tsx"), "TeamsPage"),
});

const tokensRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/tokens",
  component: lazyRouteComponent(() => import("./tokens-page.tsx"), "TokensPage"),
});

const accountsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/service-accounts",
  component: lazyRouteComponent(() => import("./service-accounts-page.tsx"), "ServiceAccountsPage"),
});

const instanceRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/instance",
  component: lazyRouteComponent(() => import("./instance-page.tsx"), "InstancePage"),
});

const auditRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/audit",
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import("./audit-page.tsx"), "AuditPage"),
});

export const settingsRoutes = [
  settingsRoute.addChildren([
    indexRoute,
    profileRoute,
    usersRoute,
    teamsRoute,
    tokensRoute,
    accountsRoute,
    instanceRoute,
    auditRoute,
  ]),
] as const;
