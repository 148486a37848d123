import { Grid, Stack } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useLive } from "../../api/live.ts";
import { PageHeader } from "../../components/page-header.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { groupKey, groupQuery } from "./api/get-group.ts";
import { GroupActions } from "./group-actions.tsx";
import { GroupAlerts } from "./group-alerts.tsx";
import { GroupDeliveries } from "./group-deliveries.tsx";
import { GroupFacts } from "./group-facts.tsx";
import { GroupLine } from "./group-line.tsx";
import { GroupMessage } from "./group-message.tsx";
import { GroupTimeline } from "./group-timeline.tsx";
import type { GroupDetail } from "./model.ts";

const route = getRouteApi("/signed-in/alert-groups/$id");

/** One alert group: what it says, what became of it and why, and what to do about it. */
export function GroupPage() {
  const { id } = route.useParams();
  const client = useQueryClient();
  useLive((event) => {
    const isOurs =
      event.kind === "resync" || (event.kind === "alert group" && "id" in event && event.id === id);
    if (isOurs) void client.invalidateQueries({ queryKey: groupKey(id) });
  });
  return (
    <QueryView query={useQuery(groupQuery(id))}>{(group) => <Content key={id} group={group} />}</QueryView>
  );
}

function Content({ group }: { group: GroupDetail }) {
  const title = group.appearance.title ?? group.title;
  return (
    <>
      <PageHeader title={title} description={<GroupLine group={group} />} />
      <GroupActions group={group} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="lg">
            <GroupMessage group={group} />
            <GroupTimeline id={group.id} />
            <GroupAlerts group={group} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="lg">
            <GroupFacts group={group} />
            <GroupDeliveries id={group.id} />
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}
