import { Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { components } from "../../api/schema.d.ts";
import { LoadingRows } from "../../components/loading-rows.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { Time, useNow } from "../../components/time.tsx";
import { groupDeliveriesQuery } from "./api/list-deliveries.ts";
import { Section } from "./section.tsx";

type Attempt = components["schemas"]["Attempt"];
type Pending = components["schemas"]["PendingDelivery"];

/** Which outgoing webhooks were told what, and whether it arrived. */
export function GroupDeliveries({ id }: { id: string }) {
  return (
    <Section title="Outgoing webhooks">
      <QueryView query={useQuery(groupDeliveriesQuery(id))} loading={<LoadingRows count={2} />}>
        {({ pending, attempts }) =>
          pending.length + attempts.length === 0 ? (
            <Text size="sm" c="dimmed">
              No outgoing webhook was told about this group.
            </Text>
          ) : (
            <Stack gap="sm">
              {pending.map((delivery) => (
                <PendingLine key={delivery.id} delivery={delivery} />
              ))}
              {attempts.map((attempt) => (
                <AttemptLine key={attempt.id} attempt={attempt} />
              ))}
            </Stack>
          )
        }
      </QueryView>
    </Section>
  );
}

function PendingLine({ delivery }: { delivery: Pending }) {
  const { webhook, event, attempts, due_at: dueAt, in_progress: isInProgress } = delivery;
  const now = useNow();
  return (
    <Line
      name={webhook.name}
      event={event}
      state={isInProgress ? "being sent" : "waiting"}
      colour="--tocsin-acknowledged"
    >
      {attempts > 0 && `${attempts} ${attempts === 1 ? "try" : "tries"} so far; `}next try{" "}
      {new Date(dueAt) > now ? <Time at={dueAt} /> : "now"}
    </Line>
  );
}

const results: Readonly<Record<Attempt["result"], { word: string; colour: string }>> = {
  delivered: { word: "delivered", colour: "--tocsin-resolved" },
  retry: { word: "will be tried again", colour: "--tocsin-acknowledged" },
  failed: { word: "failed", colour: "--tocsin-firing" },
  superseded: { word: "superseded by a newer event", colour: "--tocsin-silenced" },
};

function AttemptLine({ attempt }: { attempt: Attempt }) {
  const { webhook, event, number, started_at: startedAt, result, response, error } = attempt;
  const { word, colour } = results[result];
  return (
    <Line name={webhook.name} event={event} state={word} colour={colour}>
      {response && `Status ${response.status}, `}try {number}, <Time at={startedAt} />
      {error && `. ${error}`}
    </Line>
  );
}

interface LineProps {
  name: string;
  event: string;
  state: string;
  /** A variable of the theme. */
  colour: string;
  children: React.ReactNode;
}

function Line({ name, event, state, colour, children }: LineProps) {
  return (
    <div>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" fw={500} truncate>
          {name}
        </Text>
        <Text size="sm" fw={600} c={`var(${colour})`} style={{ whiteSpace: "nowrap" }}>
          {state}
        </Text>
      </Group>
      <Text size="sm" c="dimmed" component="div">
        {event} · {children}
      </Text>
    </div>
  );
}
