import type { Config } from "./config.ts";
import { ingestPaths } from "./http/ingest-paths.ts";
import { createPolicy, type Policy } from "./platform/http-client/index.ts";

/** What outgoing requests may reach by the settings. `publicUrl`: where this server is, whose ingestion they must not. */
export function outgoingPolicy(config: Config, publicUrl: string | undefined): Policy {
  return createPolicy({
    allowedCidrs: config.allowedNetworks,
    allowedNames: config.allowedNames,
    own: publicUrl === undefined ? [] : [{ publicUrl, ingestPaths }],
  });
}
