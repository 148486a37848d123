import { Button, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useHasRole } from "../../../api/session.ts";
import { EmptyState } from "../../../components/empty-state.tsx";
import { QueryView } from "../../../components/query-view.tsx";
import { createHeartbeat, heartbeatsQuery } from "../api/heartbeats.ts";
import type { TabProps } from "../model.ts";
import { HeartbeatCard } from "./heartbeat-card.tsx";
import { HeartbeatForm } from "./heartbeat-form.tsx";

/** Signs of life, and an alert when one does not come. */
export function HeartbeatTab({ integrationId }: TabProps) {
  const mayChange = useHasRole("editor");
  const [isAdding, adding] = useDisclosure(false);
  const add = mayChange && !isAdding && (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={adding.open} w="fit-content">
      New heartbeat
    </Button>
  );
  return (
    <Stack maw={860}>
      <Text size="sm">
        Something that calls an address again and again. When a call does not come in time, this integration
        gets an alert; the next call resolves it.
      </Text>
      <QueryView query={useQuery(heartbeatsQuery(integrationId))}>
        {(heartbeats) =>
          heartbeats.length === 0 && !isAdding ? (
            <EmptyState title="No heartbeat yet" action={add}>
              For a backup, a cron job, or the monitoring itself: make one, and call its address at the end of
              each run.
            </EmptyState>
          ) : (
            <>
              {heartbeats.map((heartbeat) => (
                <HeartbeatCard key={heartbeat.id} heartbeat={heartbeat} mayChange={mayChange} />
              ))}
              {isAdding && (
                <HeartbeatForm
                  title="New heartbeat"
                  submitLabel="Create heartbeat"
                  initial={{ name: "", interval_seconds: 600, grace_seconds: 0 }}
                  save={(values) => createHeartbeat(integrationId, values)}
                  onDone={adding.close}
                />
              )}
              {add}
            </>
          )
        }
      </QueryView>
    </Stack>
  );
}
