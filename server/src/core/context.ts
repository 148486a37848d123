import type { SecretBox } from "../platform/crypto/secret-box.ts";
import type { Database } from "../platform/db/database.ts";
import type { Logger } from "../platform/log.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { Tracer } from "../platform/tracing/index.ts";
import type { IntegrationRegistry } from "./integrations/registry.ts";
import type { TemplateEngine } from "./templates/index.ts";

/** Background work that can be told "there may be something for you" right after a commit. */
export interface WakeBus {
  intake(): void;
  deliveries(): void;
  timers(): void;
  replays(): void;
}

/** What every verb of the product needs from its surroundings. Made once by `app.ts`. */
export interface Context {
  db: Database;
  log: Logger;
  metrics: Metrics;
  /** Unset when no traces are exported. */
  tracer?: Tracer | undefined;
  secrets: SecretBox;
  templates: TemplateEngine;
  integrationTypes: IntegrationRegistry;
  wake: WakeBus;
  /** Base of every link, without a slash at the end. */
  publicUrl: string;
  /** Domain of the integrations' mail addresses; unset when no mail is taken. */
  mailDomain?: string | undefined;
}
