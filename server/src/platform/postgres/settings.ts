import type { Layout } from "./layout.ts";
import { SOCKET_PORT } from "./layout.ts";

/** Whether a commit survives a power failure. `none` is for throw-away test clusters. */
export type Durability = "full" | "none";

/** Where PostgreSQL listens. */
export type Listener =
  | { readonly kind: "socket"; readonly directory: string }
  | { readonly kind: "loopback"; readonly port: number };

/**
 * What must hold whatever the configuration files say: settings on the command line win over
 * postgresql.conf and ALTER SYSTEM.
 */
export function enforcedSettings(
  layout: Layout,
  listener: Listener,
  durability: Durability,
): ReadonlyMap<string, string> {
  const safe = durability === "full" ? "on" : "off";
  return new Map([
    ["fsync", safe],
    // Also for tests: it costs nothing without fsync, and a commit then still survives `kill -9`.
    ["synchronous_commit", "on"],
    ["full_page_writes", safe],
    ["cluster_name", layout.tag],
    ["listen_addresses", listener.kind === "loopback" ? "127.0.0.1" : ""],
    ["port", String(listener.kind === "loopback" ? listener.port : SOCKET_PORT)],
    ["unix_socket_directories", listener.kind === "socket" ? quotedListItem(listener.directory) : ""],
    // The supervisor reads the log from the pipe and looks for English words in it.
    ["log_destination", "stderr"],
    ["logging_collector", "off"],
    ["lc_messages", "C"],
    ["log_line_prefix", ""],
  ]);
}

/** The setting is a list: a comma or a space in the folder's name must not split it. */
function quotedListItem(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

/** Defaults for a small machine with many short commits. `ALTER SYSTEM` overrides them. */
export function tunedSettings(hasStatementStatistics: boolean): ReadonlyMap<string, string> {
  return new Map([
    ["max_connections", "100"],
    ["shared_buffers", "128MB"],
    ["effective_cache_size", "1GB"],
    ["work_mem", "8MB"],
    ["maintenance_work_mem", "64MB"],
    ["wal_buffers", "16MB"],
    ["max_wal_size", "1GB"],
    ["min_wal_size", "128MB"],
    ["checkpoint_timeout", "10min"],
    ["random_page_cost", "1.1"],
    // Compiling a query costs more than our short queries take.
    ["jit", "off"],
    ["max_parallel_workers_per_gather", "1"],
    ["max_logical_replication_workers", "0"],
    // Queue tables turn over quickly: dead rows must go before they slow the claims down.
    ["autovacuum_naptime", "15s"],
    ["autovacuum_vacuum_scale_factor", "0.05"],
    ["autovacuum_analyze_scale_factor", "0.05"],
    ["timezone", "UTC"],
    ["log_timezone", "UTC"],
    ["log_checkpoints", "off"],
    // A failed statement may hold a secret; the program that sent it reports it.
    ["log_min_error_statement", "panic"],
    ["shared_preload_libraries", hasStatementStatistics ? "pg_stat_statements" : ""],
  ]);
}

/** As lines of a PostgreSQL configuration file. */
export function configurationFile(settings: ReadonlyMap<string, string>): string {
  const lines = [...settings].map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  return ["# Written by Tocsin at every start. Own settings: ALTER SYSTEM.", ...lines, ""].join("\n");
}

/** As arguments of the `postgres` program. */
export function commandLine(settings: ReadonlyMap<string, string>): string[] {
  return [...settings].flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
