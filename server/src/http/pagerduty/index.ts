export { eventPaths, registerPagerduty } from "./routes.ts";
