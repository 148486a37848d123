import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../../api/routes.ts";
import { attemptResults, type WebhookSearch } from "./model.ts";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/webhooks",
  component: lazyRouteComponent(() => import("./webhook-list-page.tsx"), "WebhookListPage"),
});

const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/webhooks/new",
  component: lazyRouteComponent(() => import("./new-webhook-page.tsx"), "NewWebhookPage"),
});

const grafanaFilesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/webhooks/grafana-files",
  component: lazyRouteComponent(() => import("./grafana-files-page.tsx"), "GrafanaFilesPage"),
});

const webhookRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/webhooks/$id",
  validateSearch: (search: Record<string, unknown>): WebhookSearch => {
    const { tab, alert_group, since, until } = search;
    const result = attemptResults.find((each) => each === search.result);
    return {
      ...(tab === "settings" || tab === "replay" ? { tab } : {}),
      ...(result ? { result } : {}),
      ...(typeof alert_group === "string" ? { alert_group } : {}),
      ...(typeof since === "string" ? { since } : {}),
      ...(typeof until === "string" ? { until } : {}),
    };
  },
  component: lazyRouteComponent(() => import("./webhook-page.tsx"), "WebhookPage"),
});

export const webhookRoutes = [listRoute, newRoute, grafanaFilesRoute, webhookRoute] as const;
