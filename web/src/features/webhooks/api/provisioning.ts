import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** Makes webhooks of a provisioning file of Grafana's, or only checks it. */
export function useImportGrafana() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { yaml: string; dry_run: boolean }) =>
      unwrap(api.POST("/api/v2/webhooks/import-grafana", { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["webhooks"] }),
  });
}

/** The webhooks of Grafana's form as such a file, without secrets. */
export function useExportGrafana() {
  return useMutation({
    mutationFn: async () => (await unwrap(api.GET("/api/v2/webhooks/export-grafana"))).yaml,
  });
}
