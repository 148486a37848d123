import { Button, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useLive } from "../../api/live.ts";
import { useHasRole } from "../../api/session.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { ShowMore } from "../../components/show-more.tsx";
import { incidentListQuery } from "./api/list-incidents.ts";
import { DeclareForm } from "./declare-form.tsx";
import { IncidentFilters } from "./incident-filters.tsx";
import { IncidentRow } from "./incident-row.tsx";
import { type IncidentSearch, isNarrowed } from "./incident-search.ts";

const route = getRouteApi("/signed-in/incidents");

export function IncidentListPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayDeclare = useHasRole("responder");
  const incidents = useInfiniteQuery({ ...incidentListQuery(search), placeholderData: keepPreviousData });
  const client = useQueryClient();
  useLive(({ kind }) => {
    if (kind !== "alert group") void client.invalidateQueries({ queryKey: ["incidents", "list"] });
  });
  const change = (next: Partial<IncidentSearch>) =>
    navigate({ search: (former) => ({ ...former, ...next }), replace: true });
  const isDeclaring = mayDeclare && search.declare === true;
  return (
    <>
      <PageHeader
        title="Incidents"
        actions={
          mayDeclare &&
          !isDeclaring && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => change({ declare: true })}>
              Declare incident
            </Button>
          )
        }
      />
      {isDeclaring && <DeclareForm onCancel={() => change({ declare: undefined })} />}
      <IncidentFilters search={search} onChange={change} />
      <QueryView query={incidents}>
        {(items) =>
          items.length === 0 ? (
            <NoIncidents search={search} />
          ) : (
            <Stack component="ul" gap={6} p={0} m={0} style={{ listStyle: "none" }} aria-label="Incidents">
              {items.map((incident) => (
                <IncidentRow key={incident.id} incident={incident} />
              ))}
            </Stack>
          )
        }
      </QueryView>
      <ShowMore query={incidents} what="incidents" />
    </>
  );
}

function NoIncidents({ search }: { search: IncidentSearch }) {
  if (isNarrowed(search)) {
    return <EmptyState title="No incident matches">Take a filter away, or show all of them.</EmptyState>;
  }
  if (search.status !== undefined) {
    return (
      <EmptyState title="No incidents yet">An incident says that people treat a problem as one.</EmptyState>
    );
  }
  return (
    <EmptyState title="No active incident">
      Declare one when people must act together. Systems that send webhooks can declare them too:{" "}
      <Text span ff="monospace" size="sm">
        POST /api/experimental/incoming-webhooks/grafana.incident.create
      </Text>{" "}
      with the token of a service account.
    </EmptyState>
  );
}
