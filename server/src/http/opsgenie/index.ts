export { registerOpsgenie } from "./routes.ts";
