export {
  createRoute,
  insertDefaultRoute,
  type NewRouteInput,
  type RouteRefusal,
  type RouteResult,
} from "./create-route.ts";
export {
  type ChannelSettings,
  channelSettingsSchema,
  maxExpressionLength,
  type Route,
  type RouteKind,
  routeKinds,
} from "./model.ts";
export { isPosition, type PositionRequest } from "./position.ts";
export { findDefaultRoutes, findRoute, type ListedRoute, listRoutes, type RouteFilter } from "./store.ts";
export { deleteRoute, type RouteUpdate, updateChannels, updateRoute } from "./update-route.ts";
