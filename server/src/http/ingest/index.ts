export { registerHeartbeats } from "./heartbeat-routes.ts";
export { ingestPath, registerIngest } from "./ingest-routes.ts";
export type { IngestServices } from "./receive.ts";
