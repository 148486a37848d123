import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";

const pauseMs = 150;
const shown = 6;

/** The newest alert groups whose title has this text in it. */
export function usePaletteSearch(text: string) {
  const [q] = useDebouncedValue(text.trim(), pauseMs);
  const { data } = useQuery({
    queryKey: ["palette", q],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v2/alert-groups", { params: { query: { q, limit: shown } }, signal })),
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });
  return q === "" ? [] : (data?.items ?? []);
}
