import { Alert, Grid, Stack } from "@mantine/core";
import { IconSchool } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useLive } from "../../api/live.ts";
import { useHasRole } from "../../api/session.ts";
import { QueryView } from "../../components/query-view.tsx";
import { incidentQuery } from "./api/get-incident.ts";
import { AttachedGroups } from "./attached-groups.tsx";
import { Attachments } from "./attachments.tsx";
import { Deliveries } from "./deliveries.tsx";
import { EditForm } from "./edit-form.tsx";
import { IncidentHeader } from "./incident-header.tsx";
import { Timeline } from "./timeline.tsx";

const route = getRouteApi("/signed-in/incidents/$id");

export function IncidentPage() {
  const { id } = route.useParams();
  const mayAct = useHasRole("responder");
  const [isEditing, setEditing] = useState(false);
  const query = useQuery(incidentQuery(id));
  const client = useQueryClient();
  useLive((event) => {
    const isOurs =
      !("id" in event) || event.id === id || query.data?.alert_groups.some((group) => group.id === event.id);
    if (isOurs) void client.invalidateQueries({ queryKey: ["incidents", "one", id] });
  });
  return (
    <QueryView query={query}>
      {(incident) => (
        <>
          {incident.is_drill && (
            <Alert icon={<IconSchool />} variant="outline" mb="md" py="xs">
              This is a drill: an exercise, nothing has to be broken.
            </Alert>
          )}
          <IncidentHeader incident={incident} mayAct={mayAct} onEdit={() => setEditing(true)} />
          {isEditing && <EditForm incident={incident} onClose={() => setEditing(false)} />}
          <Grid gap="lg">
            <Grid.Col span={{ base: 12, md: 7 }}>
              <Timeline incident={incident} mayAct={mayAct} />
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 5 }}>
              <Stack gap="lg">
                <AttachedGroups incident={incident} mayAct={mayAct} />
                <Attachments id={id} />
                <Deliveries id={id} />
              </Stack>
            </Grid.Col>
          </Grid>
        </>
      )}
    </QueryView>
  );
}
