import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import type { components } from "../../../api/schema.d.ts";

export type Heartbeat = components["schemas"]["Heartbeat"];

const refreshMs = 5_000;

/** The heartbeats of an integration, the oldest first. */
export function heartbeatsQuery(integration: string) {
  return queryOptions({
    queryKey: ["integrations", "heartbeats", integration],
    queryFn: async ({ signal }) => {
      const query = { integration, limit: 200 };
      const { items } = await unwrap(api.GET("/api/v2/heartbeats", { params: { query }, signal }));
      return items.toReversed();
    },
    refetchInterval: refreshMs,
  });
}

export interface HeartbeatValues {
  name: string;
  interval_seconds: number;
  grace_seconds: number;
}

export function createHeartbeat(integration: string, values: HeartbeatValues) {
  return unwrap(api.POST("/api/v2/heartbeats", { body: { integration_id: integration, ...values } }));
}

export function changeHeartbeat(id: string, body: Partial<HeartbeatValues> & { is_enabled?: boolean }) {
  return unwrap(api.PATCH("/api/v2/heartbeats/{id}", { params: { path: { id } }, body }));
}

export function deleteHeartbeat(id: string) {
  return unwrap(api.DELETE("/api/v2/heartbeats/{id}", { params: { path: { id } } }));
}
