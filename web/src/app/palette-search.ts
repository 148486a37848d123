import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";

const pauseMs = 150;
const shownGroups = 6;
const shownIntegrations = 3;

/** The newest alert groups whose title has this text in it, and integrations that have it in their name or type. */
export function usePaletteSearch(text: string) {
  const [q] = useDebouncedValue(text.trim(), pauseMs);
  const common = { enabled: q !== "", placeholderData: keepPreviousData };
  const groups = useQuery({
    queryKey: ["palette", "alert groups", q],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v2/alert-groups", { params: { query: { q, limit: shownGroups } }, signal })),
    ...common,
  });
  const integrations = useQuery({
    queryKey: ["palette", "integrations", q],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v2/integrations", { params: { query: { q, limit: shownIntegrations } }, signal })),
    ...common,
  });
  if (q === "") return { groups: [], integrations: [] };
  return { groups: groups.data?.items ?? [], integrations: integrations.data?.items ?? [] };
}
