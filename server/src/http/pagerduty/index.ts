export { registerPagerduty } from "./routes.ts";
