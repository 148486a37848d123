import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCircleX, IconClock, IconHeartbeat, IconPlayerPause } from "@tabler/icons-react";
import { CopyField } from "../../../components/copy-field.tsx";
import { type Look, StateMark } from "../../../components/state-mark.tsx";
import { Time } from "../../../components/time.tsx";
import { formatDuration } from "../../../lib/time.ts";
import { changeHeartbeat, type Heartbeat } from "../api/heartbeats.ts";
import { HeartbeatActions } from "./heartbeat-actions.tsx";
import { HeartbeatForm } from "./heartbeat-form.tsx";

interface HeartbeatCardProps {
  heartbeat: Heartbeat;
  mayChange: boolean;
}

/** One heartbeat: its state, its address, and what it waits for. */
export function HeartbeatCard({ heartbeat, mayChange }: HeartbeatCardProps) {
  const { id, name, url, interval_seconds, grace_seconds } = heartbeat;
  const [isEditing, editing] = useDisclosure(false);
  if (isEditing) {
    return (
      <HeartbeatForm
        title={`Change ${name}`}
        submitLabel="Save"
        initial={{ name, interval_seconds, grace_seconds }}
        save={(values) => changeHeartbeat(id, values)}
        onDone={editing.close}
      />
    );
  }
  return (
    <Paper withBorder p="sm" component="section" aria-label={name}>
      <Stack gap="xs">
        <Group justify="space-between" gap="sm">
          <Group gap="sm">
            <Title order={2} size="md">
              {name}
            </Title>
            <StateMark look={looks[heartbeat.status]} />
          </Group>
          {mayChange && <HeartbeatActions heartbeat={heartbeat} onEdit={editing.open} />}
        </Group>
        <Text size="sm" component="div">
          Every {formatDuration(interval_seconds)}
          {grace_seconds > 0 && <>, {formatDuration(grace_seconds)} of grace</>}.{" "}
          <Times heartbeat={heartbeat} />
        </Text>
        {url !== null && <CopyField label="Address to call, by GET or POST" value={url} />}
      </Stack>
    </Paper>
  );
}

function Times({ heartbeat: { status, last_ping_at, due_at, missed_at } }: { heartbeat: Heartbeat }) {
  return (
    <>
      {last_ping_at === null ? (
        "Never called"
      ) : (
        <>
          Last called <Time at={last_ping_at} />
        </>
      )}
      {due_at !== null && (
        <>
          ; the next call is due <Time at={due_at} />
        </>
      )}
      {missed_at !== null && (
        <>
          ; missed <Time at={missed_at} />
        </>
      )}
      .{status === "idle" && " Its first call switches it on."}
    </>
  );
}

const looks: Readonly<Record<Heartbeat["status"], Look>> = {
  idle: { color: "gray", icon: IconClock, label: "not in use" },
  waiting: { color: "gray", icon: IconClock, label: "waits for the first call" },
  alive: { color: "green", icon: IconHeartbeat, label: "alive" },
  missed: { color: "red", icon: IconCircleX, label: "missed" },
  paused: { color: "gray", icon: IconPlayerPause, label: "paused" },
};
