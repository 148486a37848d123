import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import type { components } from "../../../api/schema.d.ts";

export type FieldMapping = components["schemas"]["FieldMapping"];

export interface StoredMapping {
  /** Null: only the usual names are looked at. */
  mapping: FieldMapping | null;
  /** Names that are looked at anyway. */
  usual: Readonly<Record<string, readonly string[]>>;
}

/** Where the fields of an alert are. */
export function mappingQuery(id: string) {
  return queryOptions({
    queryKey: ["integrations", "mapping", id],
    queryFn: ({ signal }): Promise<StoredMapping> =>
      unwrap(api.GET("/api/v2/integrations/{id}/mapping", { params: { path: { id } }, signal })),
    refetchOnWindowFocus: false,
  });
}

export function saveMapping(id: string, body: FieldMapping) {
  return unwrap(api.PUT("/api/v2/integrations/{id}/mapping", { params: { path: { id } }, body }));
}

export function removeMapping(id: string) {
  return unwrap(api.DELETE("/api/v2/integrations/{id}/mapping", { params: { path: { id } } }));
}

/** What a mapping is tried on: one of the last requests, or a text. */
export type TriedPayload = { request: string } | { payload_text: string };

/** What a payload would be read as. Nothing is done. */
export function mappingTrialQuery(id: string, mapping: FieldMapping, payload: TriedPayload) {
  return queryOptions({
    queryKey: ["integration-mapping-trial", id, mapping, payload],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/api/v2/integrations/{id}/mapping/trial", {
          params: { path: { id } },
          body: { mapping, ...payload },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
}
