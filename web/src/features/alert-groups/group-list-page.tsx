import { Group, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { EmptyState } from "../../components/empty-state.tsx";
import { TextLink } from "../../components/links.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import { Time } from "../../components/time.tsx";
import { groupListQuery } from "./api/list-groups.ts";

export function GroupListPage() {
  const groups = useQuery(groupListQuery);
  return (
    <>
      <PageHeader title="Alert groups" />
      <QueryView query={groups}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="No alert groups yet">Point a monitoring tool at an integration.</EmptyState>
          ) : (
            <Stack gap="xs">
              {items.map(({ id, title, status, started_at }) => (
                <Group key={id} gap="sm" wrap="nowrap">
                  <StateBadge state={status} />
                  <TextLink to="/alert-groups/$id" params={{ id }} truncate flex={1}>
                    {title}
                  </TextLink>
                  <Time at={started_at} />
                </Group>
              ))}
            </Stack>
          )
        }
      </QueryView>
    </>
  );
}
