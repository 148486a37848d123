import { connectionsOf, readAccess, withClient } from "./access.ts";
import { connectionUrl, type PostgresConnection } from "./connection.ts";
import { folderFailure } from "./failure.ts";
import { layoutOf } from "./layout.ts";
import { readPostmasterPid } from "./postmaster-pid.ts";

/**
 * The cluster that another process of this machine runs on the data folder, for commands beside a running server;
 * undefined when none answers.
 */
export async function connectToRunning(
  dataDir: string,
): Promise<{ connection: PostgresConnection; url: string } | undefined> {
  const layout = layoutOf(dataDir);
  try {
    const found = await readPostmasterPid(layout);
    if (found === undefined) return undefined;
    const { connection } = connectionsOf(found, await readAccess(layout));
    // Only our own cluster knows the password, so an answer is proof; a stale file leads nowhere.
    const answers = await withClient(connection, (client) => client.query("select 1")).then(
      () => true,
      () => false,
    );
    return answers ? { connection, url: connectionUrl(connection) } : undefined;
  } catch (error) {
    throw folderFailure(layout.home, error);
  }
}
