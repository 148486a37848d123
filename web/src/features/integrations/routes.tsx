import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../../api/routes.ts";
import type { IntegrationSearch } from "./model.ts";

const maxLength = 100;

function readText(value: unknown): string | undefined {
  const text = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
  return text === "" ? undefined : text.slice(0, maxLength);
}

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/integrations",
  validateSearch: (search: Record<string, unknown>): { q?: string } => {
    const q = readText(search.q);
    return q === undefined ? {} : { q };
  },
  component: lazyRouteComponent(() => import("./integration-list-page.tsx"), "IntegrationListPage"),
});

const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/integrations/new",
  validateSearch: (search: Record<string, unknown>): { type?: string } => {
    const type = readText(search.type);
    return type === undefined ? {} : { type };
  },
  component: lazyRouteComponent(() => import("./new-integration-page.tsx"), "NewIntegrationPage"),
});

const integrationRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/integrations/$id",
  validateSearch: (search: Record<string, unknown>): IntegrationSearch => {
    const tab = readText(search.tab);
    return tab === undefined ? {} : { tab };
  },
  component: lazyRouteComponent(() => import("./integration-page.tsx"), "IntegrationPage"),
});

export const integrationRoutes = [listRoute, newRoute, integrationRoute] as const;
