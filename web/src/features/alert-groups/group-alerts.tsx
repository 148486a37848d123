import { Accordion, Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ErrorState } from "../../components/error-state.tsx";
import { JsonView } from "../../components/json-view.tsx";
import { LoadingRows } from "../../components/loading-rows.tsx";
import { formatExact } from "../../lib/time.ts";
import { groupAlertsQuery } from "./api/list-alerts.ts";
import type { Alert, GroupDetail } from "./model.ts";
import { Section } from "./section.tsx";

/** The alerts of the group; each opens to its payload as it was received. */
export function GroupAlerts({ group }: { group: GroupDetail }) {
  const query = useInfiniteQuery(groupAlertsQuery(group.id));
  const alerts = query.data?.pages.flatMap(({ items }) => items);
  return (
    <Section title={`Alerts (${group.alerts_count})`}>
      {query.isError && !alerts && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <LoadingRows count={2} />}
      {alerts?.length === 0 && (
        <Text size="sm" c="dimmed">
          The alerts of this group have been removed.
        </Text>
      )}
      {alerts && (
        <Stack gap="xs">
          <Accordion variant="contained" chevronPosition="left">
            {alerts.map((alert) => (
              <AlertItem key={alert.id} alert={alert} />
            ))}
          </Accordion>
          {query.hasNextPage && (
            <Button
              variant="default"
              size="xs"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              Show older
            </Button>
          )}
        </Stack>
      )}
    </Section>
  );
}

function AlertItem({ alert }: { alert: Alert }) {
  return (
    <Accordion.Item value={alert.id}>
      <Accordion.Control>
        <Group gap="sm">
          <Text size="sm" component="span">
            {formatExact(new Date(alert.created_at))}
          </Text>
          {alert.is_resolve_signal && <Badge variant="default">resolves</Badge>}
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <JsonView text={alert.payload} label="Payload as received" />
      </Accordion.Panel>
    </Accordion.Item>
  );
}
