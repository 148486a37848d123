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
  maxRoutes,
  type Route,
  type RouteKind,
  routeKinds,
} from "./model.ts";
export { isPosition, type PositionRequest } from "./position.ts";
export {
  countHits,
  findDefaultRoutes,
  findRoute,
  type ListedRoute,
  listRoutes,
  listRoutesOf,
  type RouteFilter,
  type RouteHits,
} from "./store.ts";
export { deleteRoute, type RouteUpdate, updateChannels, updateRoute } from "./update-route.ts";
