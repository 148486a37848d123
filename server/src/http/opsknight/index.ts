export { registerOpsknight } from "./routes.ts";
