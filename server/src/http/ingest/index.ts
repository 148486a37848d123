export { registerIngest } from "./ingest-routes.ts";
export type { IngestServices } from "./receive.ts";
