export { connectionUrl, type PostgresConnection } from "./connection.ts";
export { EmbeddedPostgresError, type PostgresFailure } from "./failure.ts";
export type { LogLine } from "./log-line.ts";
export { connectToRunning } from "./running.ts";
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from "./start.ts";
export type { Gone } from "./supervisor.ts";
