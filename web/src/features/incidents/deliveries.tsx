import { Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconClock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { components } from "../../api/schema.d.ts";
import { QueryView } from "../../components/query-view.tsx";
import { Time } from "../../components/time.tsx";
import { incidentDeliveriesQuery } from "./api/incident-deliveries.ts";
import { Section } from "./section.tsx";

/** What other systems were told of the incident. */
export function Deliveries({ id }: { id: string }) {
  return (
    <Section title="Outgoing webhooks">
      <QueryView query={useQuery(incidentDeliveriesQuery(id))}>
        {({ pending, attempts }) =>
          pending.length + attempts.length === 0 ? (
            <Text c="dimmed" size="sm">
              No webhook was told of this incident.
            </Text>
          ) : (
            <Stack component="ul" gap={4} p={0} m={0} style={{ listStyle: "none" }}>
              {pending.map((delivery) => (
                <Line key={delivery.id} icon={<IconClock size={16} aria-hidden />} what={delivery}>
                  {delivery.in_progress ? "being sent" : "next try"} <Time at={delivery.due_at} />
                </Line>
              ))}
              {attempts.map((attempt) => (
                <Attempt key={attempt.id} attempt={attempt} />
              ))}
            </Stack>
          )
        }
      </QueryView>
    </Section>
  );
}

function Attempt({ attempt }: { attempt: components["schemas"]["Attempt"] }) {
  const isDelivered = attempt.result === "delivered";
  const answer = attempt.response ? `HTTP ${attempt.response.status}` : (attempt.error ?? attempt.cause);
  const Icon = isDelivered ? IconCheck : IconAlertTriangle;
  const colour = isDelivered ? "var(--tocsin-resolved)" : "var(--tocsin-firing)";
  return (
    <Line icon={<Icon size={16} color={colour} aria-hidden />} what={attempt}>
      {attempt.result}, {answer}, try {attempt.number}, <Time at={attempt.started_at} />
    </Line>
  );
}

interface LineProps {
  icon: ReactNode;
  what: { webhook: { name: string }; event: string };
  children: ReactNode;
}

function Line({ icon, what, children }: LineProps) {
  return (
    <Group component="li" gap={8} wrap="nowrap" align="flex-start">
      {icon}
      <Text size="sm">
        {what.webhook.name}: {what.event}{" "}
        <Text span size="sm" c="dimmed">
          {children}
        </Text>
      </Text>
    </Group>
  );
}
