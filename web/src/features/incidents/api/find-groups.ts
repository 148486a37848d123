import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

const shown = 20;

/** The newest alert groups whose title has this text in it. */
export function groupChoiceQuery(q: string) {
  const query = { limit: shown, ...(q === "" ? {} : { q }) };
  return queryOptions({
    queryKey: ["alert-groups", "choice", q],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v2/alert-groups", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}
