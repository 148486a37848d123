export { type IngestServices, registerIngest } from "./ingest-routes.ts";
