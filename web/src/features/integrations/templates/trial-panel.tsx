import { Group, Paper, SimpleGrid, Stack, Switch, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { JsonView } from "../../../components/json-view.tsx";
import { QueryView } from "../../../components/query-view.tsx";
import { triedPayloadsQuery } from "../api/try-templates.ts";
import { alertsIn, type TriedAlert } from "../trial.ts";
import { TrialNote } from "../trial-note.tsx";
import { Comparison } from "./comparison.tsx";
import { groupCounts, type Slot, type TemplateTrial, type TriedTemplates } from "./model.ts";

interface TrialPanelProps {
  integrationId: string;
  slot: Slot;
  trial: TemplateTrial;
}

/** The last alerts by one template, before and after, and what the template saw of the chosen one. */
export function TrialPanel({ integrationId, slot, trial }: TrialPanelProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [isOnlyChanged, setOnlyChanged] = useState(false);
  const alerts = alertsIn(trial.requests);
  const changed = alerts.filter(({ alert }) => alert.changed.includes(slot));
  const shown = isOnlyChanged ? changed : alerts;
  const open = alerts.find(({ key }) => key === chosen) ?? alerts[0];
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      <Stack gap={6} component="section" aria-label="Before and after">
        <Group justify="space-between" gap="xs">
          <Text fw={600} role="status">
            Changed for {changed.length} of {alerts.length} {alerts.length === 1 ? "alert" : "alerts"}
          </Text>
          <Switch
            size="xs"
            label="Only these"
            checked={isOnlyChanged}
            onChange={({ currentTarget }) => setOnlyChanged(currentTarget.checked)}
          />
        </Group>
        {slot === "grouping_key" && <Grouping alerts={alerts} />}
        {shown.length > 0 && (
          <Comparison slot={slot} alerts={shown} chosen={open?.key} onChoose={setChosen} />
        )}
        <TrialNote source={trial.source} requests={trial.requests} />
      </Stack>
      {open && <Payload integrationId={integrationId} tried={open} />}
    </SimpleGrid>
  );
}

function Grouping({ alerts }: { alerts: readonly TriedAlert<TriedTemplates>[] }) {
  const { before, after } = groupCounts(alerts.map(({ alert }) => alert));
  const groups = (count: number) => `${count} alert ${count === 1 ? "group" : "groups"}`;
  return (
    <Text size="sm">
      {before === after
        ? `By their grouping they come to ${groups(after)}.`
        : `By their grouping they came to ${groups(before)}; now they come to ${groups(after)}.`}
    </Text>
  );
}

function Payload({ integrationId, tried }: { integrationId: string; tried: TriedAlert<TriedTemplates> }) {
  const query = useQuery(triedPayloadsQuery(integrationId));
  return (
    <Paper withBorder p="sm" component="section" aria-label="What the template sees" h="fit-content">
      <QueryView query={query}>
        {({ requests }) => {
          const found = alertsIn(requests).find(({ key }) => key === tried.key)?.alert;
          if (!found) return <Text c="dimmed">It is not among the last requests any more.</Text>;
          return (
            <Stack gap="sm">
              {found.payload !== null && <JsonView text={found.payload} label="payload" />}
              {found.facts && <JsonView text={JSON.stringify(found.facts)} label="alert" maxHeight={220} />}
            </Stack>
          );
        }}
      </QueryView>
    </Paper>
  );
}
