import { adminToken, type Cluster } from "../server/test/soak/cluster.ts";
import { createApiClient } from "../server/test/support/api-client.ts";
import type { Installation } from "./product.ts";

/** Several servers on one database, asked through the first. */
export function installationOf<First extends string>({
  servers,
  database,
}: Cluster<readonly [First, ...string[]]>): Installation {
  const [first] = servers;
  return { server: { url: first.origin() }, api: createApiClient(first.origin, adminToken), database };
}
