export { routingKeyOf } from "./credentials.ts";
export { registerOpsknight } from "./routes.ts";
