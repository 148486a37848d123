import { Alert, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { components } from "../../api/schema.d.ts";
import { PageHeader } from "../../components/page-header.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { Time } from "../../components/time.tsx";
import { formatBytes } from "../../lib/bytes.ts";
import { formatDuration } from "../../lib/time.ts";
import { instanceQuery } from "./api/get-instance.ts";
import { Facts } from "./facts.tsx";

type Instance = components["schemas"]["Instance"];

/** For how long something may wait before it is worth a warning. */
const lateSeconds = 60;

export function InstancePage() {
  return (
    <>
      <PageHeader title="Instance" description="This server and its database, fetched every ten seconds." />
      <QueryView query={useQuery(instanceQuery)}>
        {(instance) => (
          <Stack>
            <Warnings instance={instance} />
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <Facts title="Server" facts={serverFacts(instance)} />
              <Facts title="Database" facts={databaseFacts(instance)} />
              <Facts title="Alerts that come in" facts={intakeFacts(instance)} />
              <Facts title="Deliveries that go out" facts={deliveryFacts(instance)} />
            </SimpleGrid>
            <Facts title="Servers on this database" facts={connectedFacts(instance)} />
          </Stack>
        )}
      </QueryView>
    </>
  );
}

function Warnings({ instance: { intake, deliveries } }: { instance: Instance }) {
  const warnings = [
    (intake.oldest_waiting_seconds ?? 0) > lateSeconds &&
      "Alerts wait to be handled. Is the server overloaded?",
    (deliveries.oldest_due_seconds ?? 0) > lateSeconds &&
      "Deliveries are late. One slow receiver holds up only its own; look at the webhooks' logs.",
    intake.parked > 0 &&
      "Some requests could not be interpreted. They are kept; each integration's page shows its own.",
  ].filter((warning) => warning !== false);
  return warnings.map((warning) => (
    <Alert key={warning} color="orange" variant="outline" icon={<IconAlertTriangle />}>
      <Text>{warning}</Text>
    </Alert>
  ));
}

function serverFacts(instance: Instance) {
  return [
    { label: "Version", value: instance.version },
    { label: "Runtime", value: `Node ${instance.node_version.replace(/^v/, "")}` },
    { label: "Running for", value: formatDuration(instance.uptime_seconds) },
    { label: "Address", value: instance.public_url },
    {
      label: "Alert groups",
      value: `${count(instance.alert_groups.firing)} firing, ${count(instance.alert_groups.acknowledged)} acknowledged, ${count(instance.alert_groups.silenced)} silenced`,
    },
  ];
}

function databaseFacts({ database_version, database_bytes, migration }: Instance) {
  return [
    { label: "PostgreSQL", value: database_version },
    { label: "Size", value: formatBytes(database_bytes) },
    { label: "Migration", value: migration.name },
    { label: "Applied", value: <Time at={migration.applied_at} /> },
  ];
}

function intakeFacts({ intake }: Instance) {
  return [
    { label: "Waiting", value: count(intake.waiting) },
    { label: "Oldest waits for", value: age(intake.oldest_waiting_seconds) },
    { label: "Not interpreted", value: count(intake.parked) },
  ];
}

function deliveryFacts({ deliveries }: Instance) {
  return [
    { label: "Pending", value: count(deliveries.pending) },
    { label: "Due now", value: count(deliveries.due) },
    { label: "Oldest is due for", value: age(deliveries.oldest_due_seconds) },
    { label: "In flight", value: count(deliveries.in_flight) },
  ];
}

function connectedFacts({ servers }: Instance) {
  return servers.map(({ name, connected_at: connectedAt }) => ({
    label: name,
    value: (
      <>
        connected <Time at={connectedAt} />
      </>
    ),
  }));
}

const countLimit = 100_000;

function count(value: number): string {
  return value >= countLimit ? "100,000 or more" : value.toLocaleString();
}

function age(seconds: number | null): string {
  return seconds === null ? "nothing waits" : formatDuration(seconds);
}
