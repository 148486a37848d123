import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { JsonView } from "../../components/json-view.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import { groupQuery } from "./api/get-group.ts";

const route = getRouteApi("/signed-in/alert-groups/$id");

export function GroupPage() {
  const { id } = route.useParams();
  return (
    <QueryView query={useQuery(groupQuery(id))}>
      {(group) => (
        <>
          <PageHeader title={group.title} description={<StateBadge state={group.status} />} />
          {group.last_alert && <JsonView text={group.last_alert.payload} label="Newest payload" />}
        </>
      )}
    </QueryView>
  );
}
