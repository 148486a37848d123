import { type InfiniteData, infiniteQueryOptions, type QueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import type { GroupFilter } from "../filter.ts";
import type { GroupSummary } from "../model.ts";

export interface GroupPage {
  items: GroupSummary[];
  next_cursor: string | null;
}

const pageSize = 100;
const listKey = ["alert-groups", "list"] as const;
/** A list of more pages than this is not read again as a whole; its rows are brought up to date one by one. */
const maxPagesReadAgain = 3;

/** Groups that match, newest first, page after page. */
export function groupListQuery(filter: GroupFilter) {
  return infiniteQueryOptions({
    queryKey: [...listKey, filter] as const,
    queryFn: ({ pageParam, signal }) => fetchPage(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: ({ state }) => ((state.data?.pages.length ?? 0) <= maxPagesReadAgain ? "always" : false),
  });
}

export function fetchPage(filter: GroupFilter, cursor?: string, signal?: AbortSignal): Promise<GroupPage> {
  const { statuses, q, integration, labels } = filter;
  const query = { status: statuses, q, integration, label: labels, cursor, limit: pageSize };
  return unwrap(api.GET("/api/v2/alert-groups", { params: { query }, ...(signal && { signal }) }));
}

/** Puts newer summaries in the place of those that lists show; no row comes, goes or moves. */
export function patchLists(client: QueryClient, newer: readonly GroupSummary[]): void {
  if (newer.length === 0) return;
  const byId = new Map(newer.map((group) => [group.id, group]));
  changeRows(client, (items) => items.map((item) => byId.get(item.id) ?? item));
}

/** Takes groups that are gone out of every list. */
export function dropFromLists(client: QueryClient, gone: readonly string[]): void {
  if (gone.length === 0) return;
  changeRows(client, (items) => items.filter(({ id }) => !gone.includes(id)));
}

function changeRows(client: QueryClient, change: (items: GroupSummary[]) => GroupSummary[]): void {
  client.setQueriesData<InfiniteData<GroupPage>>(
    { queryKey: listKey },
    (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, items: change(page.items) })) },
  );
}

/** Begins a list anew with this first page. */
export function restartList(client: QueryClient, filter: GroupFilter, first: GroupPage): void {
  client.setQueryData(groupListQuery(filter).queryKey, { pages: [first], pageParams: [undefined] });
}
