import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { listConnectedServers, readDatabaseState } from "../../core/operations/instance-store.ts";
import { readQueues } from "../../core/operations/queues-store.ts";
import { version } from "../../version.ts";
import type { Api } from "./access.ts";
import { failures, instant } from "./schemas.ts";

const queuesTimeoutMs = 2000;
const seconds = z.number().nullable();

const instance = z
  .object({
    version: z.string(),
    public_url: z.string(),
    node_version: z.string().describe("Of the runtime of the server that answers."),
    uptime_seconds: z.int().describe("Of the server that answers."),
    servers: z
      .array(z.object({ name: z.string(), connected_at: instant }))
      .describe("Host and process of every server that is connected to the database; at most 100."),
    intake: z.object({
      waiting: z.int(),
      oldest_waiting_seconds: seconds,
      parked: z.int().describe("Requests that could not be interpreted and wait for people."),
    }),
    deliveries: z.object({
      pending: z.int(),
      due: z.int(),
      oldest_due_seconds: seconds.describe(
        "Of those that no failing receiver, rate limit or earlier message holds up.",
      ),
      in_flight: z.int(),
      dead_letters: z.int().describe("Given up because of failures of the server; they wait for people."),
    }),
    alert_groups: z.object({ firing: z.int(), acknowledged: z.int(), silenced: z.int() }),
    database_bytes: z.int(),
    database_version: z.string().describe("Of PostgreSQL."),
    migration: z
      .object({ name: z.string(), applied_at: instant })
      .describe("The newest one of the database."),
  })
  .meta({ id: "Instance" });

export function registerInstance(api: Api, ctx: Context): void {
  api.get(
    "/instance",
    {
      config: { role: "viewer" },
      schema: {
        tags: ["Instance"],
        summary: "Show version, queues and database of the server; counts stop at 100,000",
        response: { 200: instance, ...failures },
      },
    },
    async () => {
      const queues = await readQueues(ctx.db, queuesTimeoutMs);
      const database = await readDatabaseState(ctx.db);
      const servers = await listConnectedServers(ctx.db);
      return {
        version,
        public_url: ctx.publicUrl,
        node_version: process.version,
        uptime_seconds: Math.floor(process.uptime()),
        servers: servers.map(({ name, connectedAt }) => ({ name, connected_at: connectedAt })),
        intake: {
          waiting: queues.intakeWaiting,
          oldest_waiting_seconds: queues.intakeOldestSeconds,
          parked: queues.intakeParked,
        },
        deliveries: {
          pending: queues.deliveriesPending,
          due: queues.deliveriesDue,
          oldest_due_seconds: queues.deliveriesOldestDueSeconds,
          in_flight: queues.deliveriesInFlight,
          dead_letters: queues.deadLetters,
        },
        alert_groups: {
          firing: queues.groupsFiring,
          acknowledged: queues.groupsAcknowledged,
          silenced: queues.groupsSilenced,
        },
        database_bytes: database.bytes,
        database_version: database.version,
        migration: { name: database.migration, applied_at: database.migratedAt },
      };
    },
  );
}
