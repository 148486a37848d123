import { z } from "zod";
import type { IntegrationId, RouteId } from "../../platform/ids.ts";

/** How a route decides: a Python regular expression over the payload's JSON text, or a template that says yes. */
export const routeKinds = ["regex", "jinja2"] as const;
export type RouteKind = (typeof routeKinds)[number];

/** Expressions are shown in one line and searched on every alert. */
export const maxExpressionLength = 1024;

/** Each alert may be judged by every one of them. */
export const maxRoutes = 1000;

const switchSchema = z.object({ enabled: z.boolean() });

/** Chat posting of a route, as clients switch it; which chat is not known yet. */
export const channelSettingsSchema = z.object({
  slack: switchSchema.default({ enabled: true }),
  telegram: switchSchema.default({ enabled: false }),
});
export type ChannelSettings = z.output<typeof channelSettingsSchema>;

export interface Route {
  id: RouteId;
  publicId: string;
  integrationId: IntegrationId;
  /** The default route is tried last and always matches; it has no expression and a position of its own. */
  isDefault: boolean;
  position: number;
  kind: RouteKind;
  expression: string | null;
  channels: ChannelSettings;
}
