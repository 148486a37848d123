export { alertPath, registerOpsgenie } from "./routes.ts";
