import { Group, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconPlayerPause, IconQuestionMark } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { components } from "../../api/schema.d.ts";
import { QueryView } from "../../components/query-view.tsx";
import { Time } from "../../components/time.tsx";
import { healthQuery } from "./api/health.ts";
import { WaitingList } from "./waiting-list.tsx";

type Health = components["schemas"]["WebhookHealth"];

/** How the receiver is doing, and what waits for it. */
export function HealthPanel({ id }: { id: string }) {
  return (
    <Paper withBorder p="sm" component="section" aria-label="Health of the receiver" mih={132}>
      <QueryView query={useQuery(healthQuery(id))}>
        {(health) => (
          <Stack gap="sm">
            <State health={health} />
            <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
              <Figure label={`Delivered, of ${health.tries.toLocaleString()} tries in 24 hours`}>
                {health.success_rate === null ? "—" : `${percentOf(health.success_rate)} %`}
              </Figure>
              <Figure label="Time of a try, median and 95th percentile">
                {health.latency_ms.p50 === null
                  ? "—"
                  : `${roundMs(health.latency_ms.p50)} / ${roundMs(health.latency_ms.p95)} ms`}
              </Figure>
              <Figure label="Messages that wait">
                {health.waiting === mostCounted
                  ? `${mostCounted.toLocaleString()} or more`
                  : health.waiting.toLocaleString()}
              </Figure>
              <Figure label="Next try">{health.next_try_at ? <Time at={health.next_try_at} /> : "—"}</Figure>
            </SimpleGrid>
            {health.waiting > 0 && <WaitingList id={id} />}
          </Stack>
        )}
      </QueryView>
    </Paper>
  );
}

const mostCounted = 10_000;

function percentOf(rate: number): string {
  return (Math.floor(rate * 1_000) / 10).toLocaleString();
}

function roundMs(ms: number | null): string {
  return ms === null ? "—" : Math.round(ms).toLocaleString();
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Stack gap={0}>
      <Text component="div" fw={600}>
        {children}
      </Text>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
    </Stack>
  );
}

function State({ health }: { health: Health }) {
  const { breaker, failing_since, last_failure } = health;
  const isOpen = breaker.state === "open";
  if (!isOpen && failing_since === null && health.tries > 0 && health.delivered === 0) {
    return (
      <Group gap={6} role="status">
        <IconQuestionMark size={18} aria-hidden />
        <Text fw={600}>Nothing was delivered in 24 hours, nor tried since it was last changed</Text>
      </Group>
    );
  }
  if (!isOpen && failing_since === null) {
    return (
      <Group gap={6} role="status">
        <IconCircleCheck size={18} color="var(--mantine-color-green-text)" aria-hidden />
        <Text fw={600}>{health.tries === 0 ? "Nothing was sent in 24 hours" : "Works"}</Text>
      </Group>
    );
  }
  const Icon = isOpen ? IconPlayerPause : IconAlertTriangle;
  return (
    <Stack gap={4} role="status">
      <Group gap={6} wrap="nowrap" align="flex-start">
        <Icon
          size={18}
          color="var(--mantine-color-orange-text)"
          aria-hidden
          style={{ flexShrink: 0, marginTop: 3 }}
        />
        <Text fw={600} component="div">
          {isOpen ? "Left in peace but for probes" : "Delivers nothing"} since{" "}
          <Time at={breaker.open_since ?? failing_since ?? ""} />
        </Text>
      </Group>
      <Text size="sm" component="div">
        {breaker.reason ?? reasonOf(last_failure)}
        {breaker.next_probe_at && (
          <>
            {" "}
            Next probe <Time at={breaker.next_probe_at} />.
          </>
        )}
        {health.switched_off_after_days !== null &&
          ` It is switched off after ${health.switched_off_after_days} days without a success.`}
      </Text>
    </Stack>
  );
}

function reasonOf(failure: Health["last_failure"]): string {
  if (failure === null) return "";
  if (failure.status !== null) return `It answered ${failure.status}.`;
  return `${failure.cause}: ${failure.error ?? ""}`;
}
