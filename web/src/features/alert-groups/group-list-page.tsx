import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo, useRef } from "react";
import { ErrorState } from "../../components/error-state.tsx";
import { LoadingRows } from "../../components/loading-rows.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { groupCountsQuery } from "./api/count-groups.ts";
import { groupListQuery } from "./api/list-groups.ts";
import { type GroupFilter, type GroupSearch, toFilter, toggleState } from "./filter.ts";
import { FilterBar } from "./filter-bar.tsx";
import { GroupList } from "./group-list.tsx";
import { NoGroups } from "./no-groups.tsx";
import { StateCounters } from "./state-counters.tsx";

const route = getRouteApi("/signed-in/alert-groups");

/** What burns, who has it, since when. */
export function GroupListPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = useMemo(() => toFilter(search), [search]);
  const searchRef = useRef<HTMLInputElement>(null);
  const change = (part: GroupSearch) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false });
  return (
    <>
      <PageHeader title={useTabTitle(filter)} heading="Alert groups" />
      <StateCounters filter={filter} onToggle={(state) => change({ status: toggleState(filter, state) })} />
      <FilterBar filter={filter} searchRef={searchRef} onChange={change} />
      <Groups filter={filter} searchRef={searchRef} key={JSON.stringify(filter)} />
    </>
  );
}

interface GroupsProps {
  filter: GroupFilter;
  searchRef: React.RefObject<HTMLInputElement | null>;
}

function Groups({ filter, searchRef }: GroupsProps) {
  const query = useInfiniteQuery(groupListQuery(filter));
  const groups = useMemo(() => query.data?.pages.flatMap(({ items }) => items), [query.data]);
  if (query.isError && !groups)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!groups) return <LoadingRows count={12} />;
  return (
    <GroupList
      filter={filter}
      groups={groups}
      searchRef={searchRef}
      hasMore={query.hasNextPage}
      onNeedMore={() => !query.isFetchingNextPage && void query.fetchNextPage()}
      empty={<NoGroups filter={filter} />}
    />
  );
}

/** The tab tells how many are firing. */
function useTabTitle(filter: GroupFilter): string {
  const { data } = useQuery(groupCountsQuery(filter));
  return data && data.firing > 0 ? `(${data.firing}) Alert groups` : "Alert groups";
}
