export { registerOpsknight, toolPath } from "./routes.ts";
