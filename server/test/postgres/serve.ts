/**
 * A process of its own that runs the embedded PostgreSQL, for tests that kill it: prints one line of JSON when ready or
 * failed, and exits without stopping PostgreSQL when its standard input closes.
 */
import { EmbeddedPostgresError, startEmbeddedPostgres } from "../../src/platform/postgres/index.ts";

const [dataDir = "", durability = "none"] = process.argv.slice(2);
try {
  const server = await startEmbeddedPostgres({
    dataDir,
    durability: durability === "full" ? "full" : "none",
    log: () => {},
  });
  process.stdout.write(`${JSON.stringify({ url: server.url, pid: server.pid() })}\n`);
  process.stdin.on("end", () => process.exit(0)).resume();
} catch (error) {
  const failure = error instanceof EmbeddedPostgresError ? error.failure : String(error);
  const message = error instanceof Error ? error.message : "";
  process.stdout.write(`${JSON.stringify({ failure, message })}\n`);
}
