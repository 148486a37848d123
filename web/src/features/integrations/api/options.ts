import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import type { components } from "../../../api/schema.d.ts";

export type IntegrationOption = components["schemas"]["IntegrationOption"];
export type OptionValue = IntegrationOption["value"];

/** What people decide about how requests are read; empty for types that leave nothing to decide. */
export function optionsQuery(id: string) {
  return queryOptions({
    queryKey: ["integrations", "options", id],
    queryFn: async ({ signal }) => {
      const path = { id };
      const { options } = await unwrap(
        api.GET("/api/v2/integrations/{id}/options", { params: { path }, signal }),
      );
      return options;
    },
    refetchOnWindowFocus: false,
  });
}

/** What is not named gets its default again. */
export function saveOptions(id: string, values: Record<string, OptionValue>) {
  return unwrap(api.PUT("/api/v2/integrations/{id}/options", { params: { path: { id } }, body: { values } }));
}
